// Where a message ends: Content-Length, Transfer-Encoding, chunks, trailers.

import { body, get, host, json, length, origin, post, post_target, rows } from '../row.mjs';

const chunked = 'Transfer-Encoding: chunked\r\n';
const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

const lengths = rows({ rests_on: '9112 6.3, 9110 8.6', refused: 400, end: 'unclear' }, [
  ['length with a plus sign', post(`Content-Length: +${body.length}\r\n`)],
  ['negative length', post('Content-Length: -1\r\n')],
  ['hexadecimal length', post('Content-Length: 0x25\r\n')],
  ['length with a point', post('Content-Length: 37.0\r\n')],
  ['length with an exponent', post('Content-Length: 3e1\r\n')],
  ['length with a blank inside', post('Content-Length: 3 7\r\n')],
  ['length with a unit', post('Content-Length: 37b\r\n')],
  ['length in quotes', post('Content-Length: "37"\r\n')],
  ['empty length', post('Content-Length: \r\n')],
  ['length beyond 64 bits', post('Content-Length: 18446744073709551653\r\n')],
  ['length of a hundred digits', post(`Content-Length: ${'9'.repeat(100)}\r\n`)],
  ['folded length', post('Content-Length: 3\r\n 7\r\n')],
  ['two unequal lengths', post(`${length}Content-Length: 0\r\n`)],
  ['two unequal lengths, the shorter first', post(`Content-Length: 0\r\n${length}`)],
  ['list of unequal lengths', post('Content-Length: 37, 0\r\n')],
  ['list that ends in a comma', post('Content-Length: 37,\r\n')],
  ['length with a vertical tab', post('Content-Length: \x0b37\r\n')],
  ['length with a non-breaking space', post('Content-Length: \xa037\r\n')],
]);

// A recipient may mend these two (9110 8.6); this server never does, since no honest client sends them.
const repeated = rows({ rests_on: '9110 8.6', refused: 400 }, [
  ['two equal lengths', post(length + length)],
  ['list of equal lengths', post('Content-Length: 37, 37\r\n')],
]);

const codings_with_end = rows({ rests_on: '9112 6.1', refused: 501 }, [
  ['chunked', post(chunked, chunks)],
  ['chunked in odd case', post('tRANSFER-eNCODING: cHUNKED\r\n', chunks)],
  ['chunked with blanks around', post('Transfer-Encoding: \t chunked \t\r\n', chunks)],
  ['chunked, empty', post(chunked, '0\r\n\r\n')],
  ['chunked on GET', get('/api/v1/exams', host + chunked) + '0\r\n\r\n'],
  ['chunked on DELETE', get('/api/v1/sign-ins/current', host + origin + chunked, 'DELETE') + '0\r\n\r\n'],
  ['chunk with leading zeros', post(chunked, `000${chunks}`)],
  ['chunk size in upper case', post(chunked, `${body.length.toString(16).toUpperCase()}\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk extension', post(chunked, `25;name=value\r\n${body}\r\n0\r\n\r\n`), { rests_on: '9112 7.1.1' }],
  ['last chunk of several zeros', post(chunked, `25\r\n${body}\r\n000\r\n\r\n`)],
  ['trailer field', post(chunked, `25\r\n${body}\r\n0\r\nX-Checksum: 1\r\n\r\n`), { rests_on: '9112 7.1.2, 9110 6.5' }],
  ['Cookie as a trailer', post(chunked, `25\r\n${body}\r\n0\r\nCookie: kiosk-applicant=x\r\n\r\n`), { rests_on: '9110 6.5.1' }],
  ['Host as a trailer', post(chunked, `25\r\n${body}\r\n0\r\nHost: evil.example\r\n\r\n`), { rests_on: '9110 6.5.1' }],
  ['Content-Length as a trailer', post(chunked, `25\r\n${body}\r\n0\r\nContent-Length: 5\r\n\r\n`), { rests_on: '9110 6.5.1' }],
  ['Connection: close as a trailer', post(chunked, `25\r\n${body}\r\n0\r\nConnection: close\r\n\r\n`), { rests_on: '9110 6.5.1' }],
  ['trailer announced', post(`${chunked}Trailer: X-Checksum\r\n`, chunks), { rests_on: '9110 6.6.2' }],
  ['chunked in a folded line', post('Transfer-Encoding:\r\n chunked\r\n', chunks), { rests_on: '9112 5.2' }],
]);

// Transfer-Encoding counts (9112 6.3), yet both together "ought to be handled as an error".
const both = rows({ rests_on: '9112 6.3', refused: [400, 501] }, [
  ['chunked, then a length', post(chunked + length, `0\r\n\r\n`)],
  ['a length, then chunked', post(length + chunked, `0\r\n\r\n`)],
  ['length 0 and chunked', post(`Content-Length: 0\r\n${chunked}`, chunks)],
  ['short length and chunked', post(`Content-Length: 4\r\n${chunked}`, chunks)],
]);

const codings_without_end = rows({ rests_on: '9112 6.1, 9112 6.3', refused: [400, 501], end: 'unclear' }, [
  ['gzip alone', post('Transfer-Encoding: gzip\r\n')],
  ['gzip and a length', post(`Transfer-Encoding: gzip\r\n${length}`)],
  ['gzip, chunked', post('Transfer-Encoding: gzip, chunked\r\n', chunks), { end: 'clear' }],
  ['chunked before gzip', post('Transfer-Encoding: chunked, gzip\r\n', chunks)],
  ['chunked twice in one list', post('Transfer-Encoding: chunked, chunked\r\n', chunks)],
  ['chunked in two fields', post(chunked + chunked, chunks)],
  ['identity', post('Transfer-Encoding: identity\r\n', '')],
  ['identity and a length', post(`Transfer-Encoding: identity\r\n${length}`)],
  ['identity in one field, chunked in the next', post(`Transfer-Encoding: identity\r\n${chunked}`, chunks)],
  ['xchunked', post('Transfer-Encoding: xchunked\r\n', '')],
  ['chunkedx', post('Transfer-Encoding: chunkedx\r\n', '')],
  ['chunked in quotes', post('Transfer-Encoding: "chunked"\r\n', chunks)],
  ['chunked with a parameter', post('Transfer-Encoding: chunked;q=1\r\n', chunks)],
  ['chunked with a vertical tab', post('Transfer-Encoding: \x0bchunked\r\n', chunks)],
  ['chunked with a form feed after it', post('Transfer-Encoding: chunked\x0c\r\n', chunks)],
  ['empty coding', post('Transfer-Encoding: \r\n', '')],
  ['empty coding and a length', post(`Transfer-Encoding: \r\n${length}`)],
  ['a comma before chunked', post('Transfer-Encoding: ,chunked\r\n', chunks), { end: 'clear' }],
  ['chunked with a blank before the colon', post('Transfer-Encoding : chunked\r\n', chunks), { rests_on: '9112 5.1' }],
  ['chunked with a blank before the colon, and a length', post(`Transfer-Encoding : chunked\r\n${length}`), { rests_on: '9112 5.1' }],
  ['chunked with a tab before the colon', post('Transfer-Encoding\t: chunked\r\n', chunks), { rests_on: '9112 5.1' }],
  ['bare LF before the coding', post(`X-A: b\nTransfer-Encoding: chunked\r\n`, chunks), { rests_on: '9112 2.2', end: 'clear' }],
  ['bare CR before the coding', post(`X-A: b\rTransfer-Encoding: chunked\r\n`, chunks), { rests_on: '9112 2.2' }],
  ['NUL in the name', post('Transfer\x00-Encoding: chunked\r\n', chunks), { rests_on: '9110 5.1' }],
  ['chunked on HTTP/1.0', post(chunked, chunks, 'HTTP/1.0')],
  ['chunked and a length on HTTP/1.0', post(chunked + length, chunks, 'HTTP/1.0')],
]);

// Refused for the coding before a chunk is looked at; a proxy that looks must not find a second message either.
const bad_chunks = rows({ rests_on: '9112 7.1', refused: 501, end: 'unclear' }, [
  ['chunk size with a sign', post(chunked, `+25\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk size with 0x', post(chunked, `0x25\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk size beyond 64 bits', post(chunked, `10000000000000000\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk size beyond 64 bits that wraps to the true one', post(chunked, `10000000000000025\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk size that is no number', post(chunked, `zz\r\n${body}\r\n0\r\n\r\n`)],
  ['empty chunk size', post(chunked, `\r\n${body}\r\n0\r\n\r\n`)],
  ['blank before the chunk size', post(chunked, ` 25\r\n${body}\r\n0\r\n\r\n`)],
  ['chunk longer than its size', post(chunked, `5\r\n${body}\r\n0\r\n\r\n`)],
  ['no line end after the chunk', post(chunked, `25\r\n${body}0\r\n\r\n`)],
  ['NUL in a chunk extension', post(chunked, `25;\x00\r\n${body}\r\n0\r\n\r\n`), { rests_on: '9112 7.1.1', end: 'clear' }],
]);

// Some readers end a chunk's line at a bare LF, others do not: what one takes for content is a request to the other.
const chunk_lines = rows({ rests_on: '9112 7.1.1, 9112 2.2', refused: 501, end: 'clear' }, [
  ['bare LF after the chunk size', post(chunked, `25\n${body}\r\n0\r\n\r\n`)],
  ['bare LF in a chunk extension', post(chunked, `25;a\nxx\r\n${body}\r\n0\r\n\r\n`), { end: 'unclear' }],
  ['bare CR in a chunk extension', post(chunked, `25;a\rxx\r\n${body}\r\n0\r\n\r\n`)],
  ['LF inside a quoted chunk extension', post(chunked, `25;a="\n"\r\n${body}\r\n0\r\n\r\n`), { end: 'unclear' }],
]);

const content_where_none_is_due = rows({ rests_on: '9110 9.3.1, 9110 9.3.5', refused: 400 }, [
  ['content on GET', get('/api/v1/exams', `${host}Content-Length: 5\r\n`) + '12345'],
  ['content on HEAD', get('/api/v1/exams', `${host}Content-Length: 5\r\n`, 'HEAD') + '12345', { rests_on: '9110 9.3.2' }],
  ['content on DELETE', get('/api/v1/sign-ins/current', `${host}${origin}Content-Length: 1\r\n`, 'DELETE') + '1'],
  ['content on HTTP/1.0', post(length, body, 'HTTP/1.0'), { rests_on: '9112 6.2, and this server takes content on 1.1 only' }],
]);

const too_long = rows({ rests_on: '9110 15.5.14', refused: 413, end: 'clear' }, [
  ['content beyond the limit of the route', post('Content-Length: 70000\r\n', ' '.repeat(70000))],
  ['endless content announced', post('Content-Length: 9223372036854775807\r\n', ''), { end: 'unclear' }],
]);

const broken_off = rows({ rests_on: '9112 8', end: 'missing' }, [
  ['nothing', ''],
  ['half a request line', 'GET /api/v1/ex'],
  ['half a head', `GET /api/v1/exams HTTP/1.1\r\n${host}`],
  ['a head without its last line end', `GET /api/v1/exams HTTP/1.1\r\n${host}\r`],
  ['no content where it was announced', post(length, '')],
  ['half of the content', post(length, body.slice(0, 10))],
]);

const served = rows({ rests_on: '9112 6.3', answers: 401 }, [
  ['content with its length', post(length)],
  ['length with leading zeros', post(`Content-Length: 000${body.length}\r\n`), { rests_on: '9110 8.6' }],
  ['length with blanks around', post(`Content-Length: \t ${body.length} \t\r\n`), { rests_on: '9112 5.1' }],
  ['length in odd case', post(`cONTENT-lENGTH: ${body.length}\r\n`), { rests_on: '9110 5.1' }],
  ['content that looks like a request', post(`Content-Length: ${get('/healthz').length}\r\n`, get('/healthz')), { answers: 400 }],
  ['no content and no length', post('', ''), { answers: 400 }],
  ['no content and length 0', post('Content-Length: 0\r\n', ''), { answers: 400 }],
  ['length 0 on GET', get('/api/v1/exams', `${host}Content-Length: 0\r\n`), { answers: 200, rests_on: '9110 8.6' }],
  ['TE announces trailers', get('/api/v1/exams', `${host}TE: trailers\r\nConnection: TE\r\n`), { answers: 200, rests_on: '9110 10.1.4' }],
  ['a name like Transfer-Encoding', post(`X-Transfer-Encoding: chunked\r\n${length}`), { rests_on: '9110 5.1' }],
  ['a name like Content-Length', post(`Content-Lengths: 5\r\n${length}`), { rests_on: '9110 5.1' }],
  ['length before Host', `POST ${post_target} HTTP/1.1\r\n${length}${json}${origin}${host}\r\n${body}`, { rests_on: '9110 5.3' }],
  ['underscores are no hyphens', post(`Content_Length: 0\r\nTransfer_Encoding: chunked\r\n${length}`), { rests_on: '9110 5.1' }],
]);

export const framing = [
  ...[lengths, repeated, codings_with_end, both, codings_without_end, bad_chunks, chunk_lines].flat(),
  ...[content_where_none_is_due, too_long, broken_off, served].flat(),
];
