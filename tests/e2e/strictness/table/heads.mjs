// The head of a message: request line, target, Host, fields, and how a connection goes on.

import { get, host, json, length, origin, post, post_target, rows } from '../row.mjs';

const exams = '/api/v1/exams';
const line = (text, fields = host) => `${text}\r\n${fields}\r\n`;

// A lenient reader may split at any white space (9112 3); that moves no end of a message.
const request_lines = rows({ rests_on: '9112 3', refused: 400 }, [
  ['two blanks after the method', line(`GET  ${exams} HTTP/1.1`)],
  ['two blanks after the target', line(`GET ${exams}  HTTP/1.1`)],
  ['tabs for blanks', line(`GET\t${exams}\tHTTP/1.1`)],
  ['blank at the start', line(` GET ${exams} HTTP/1.1`)],
  ['blank at the end', line(`GET ${exams} HTTP/1.1 `)],
  ['blank inside the target', line(`GET ${exams} x HTTP/1.1`)],
  ['no target', line('GET HTTP/1.1')],
  ['only a method', line('GET')],
  ['vertical tab in the request line', line(`GET ${exams}\x0bHTTP/1.1`)],
  ['bare CR in the request line', line(`GET ${exams}\r HTTP/1.1`), { rests_on: '9112 2.2', end: 'unclear' }],
  ['bare LF after the request line', `GET ${exams} HTTP/1.1\n${host}\r\n`, { rests_on: '9112 2.2, and LF alone ends no line here' }],
  ['bare LF everywhere', `GET ${exams} HTTP/1.1\nHost: 127.0.0.1\n\n`, { rests_on: '9112 2.2, and LF alone ends no line here' }],
  ['an answer instead of a request', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', { rests_on: '9112 2.1', end: 'unclear' }],
  ['a greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', { rests_on: '9112 2.1', end: 'unclear' }],
  ['the PROXY protocol', `PROXY TCP4 192.0.2.1 127.0.0.1 5000 80\r\n${get(exams)}`, { rests_on: '9112 3', end: 'unclear' }],
]);

const empty_line = rows({ rests_on: '9112 2.2 (a server should skip one; this one need not)', refused: 400 }, [
  ['an empty line before the request', `\r\n${get(exams)}`],
]);

const versions = rows({ rests_on: '9112 2.3, 9110 2.5', refused: [400] }, [
  ['no version', line(`GET ${exams}`)],
  ['HTTP/0.9', line(`GET ${exams} HTTP/0.9`)],
  ['HTTP/1.2', line(`GET ${exams} HTTP/1.2`)],
  ['HTTP/2.0', line(`GET ${exams} HTTP/2.0`)],
  ['HTTP/11', line(`GET ${exams} HTTP/11`)],
  ['HTTP/1', line(`GET ${exams} HTTP/1`)],
  ['HTTP/1.10', line(`GET ${exams} HTTP/1.10`)],
  ['HTTP/01.1', line(`GET ${exams} HTTP/01.1`)],
  ['HTTP/+1.1', line(`GET ${exams} HTTP/+1.1`)],
  ['http/1.1 in lower case', line(`GET ${exams} http/1.1`)],
  ['another protocol', line(`GET ${exams} RTSP/1.0`)],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', { rests_on: '9112 2.3', end: 'unclear' }],
]);

// The forms for proxies are refused too: this server stands behind them and is never one.
const targets = rows({ rests_on: '9112 3.2', refused: 400 }, [
  ['absolute form', get(`http://127.0.0.1${exams}`), { rests_on: '9112 3.2.2 (which asks to take it; this server does not, so that Host alone names it)' }],
  ['absolute form of another host', get(`http://evil.example${exams}`), { rests_on: '9112 3.2.2' }],
  ['absolute form with a user', get(`http://user@127.0.0.1${exams}`), { rests_on: '9110 4.2.4' }],
  ['authority form', get('127.0.0.1:80', host, 'CONNECT'), { rests_on: '9112 3.2.3' }],
  ['authority form with GET', get('127.0.0.1:80'), { rests_on: '9112 3.2.3' }],
  ['asterisk form', get('*', host, 'OPTIONS'), { rests_on: '9112 3.2.4' }],
  ['asterisk form with GET', get('*'), { rests_on: '9112 3.2.4' }],
  ['no slash', get('api/v1/exams')],
  ['only a query', get('?a=b')],
  ['backslash', get('\\api\\v1\\exams')],
  ['fragment', get(`${exams}#top`)],
  ['bytes above 0x7f', get('/caf\xc3\xa9')],
  ['0xff', get('/\xff')],
  ['DEL', get('/a\x7f')],
  ['escaped NUL', get(`${exams}%00`)],
  ['escaped line end', get(`${exams}%0d%0aX-A:b`), { rests_on: '9112 11.1' }],
  ['bad escape', get(`${exams}%zz`)],
  ['half an escape', get(`${exams}%4`)],
  ['escaped bytes that are no UTF-8', get('/%c3%28')],
  ['overlong UTF-8 of a slash', get('/%c0%af')],
  ['dots', get('/api/../api/v1/exams')],
  ['escaped dots', get('/api/%2e%2e/api/v1/exams')],
  ['escaped slash', get('/api%2fv1%2fexams')],
  ['escaped backslash', get('/api%5cv1')],
  ['target of 2,049 bytes', get(`/${'a'.repeat(2048)}`), { refused: 414, rests_on: '9112 3' }],
]);

const hosts = rows({ rests_on: '9112 3.2, 9110 7.2', refused: 400 }, [
  ['no Host', get(exams, '')],
  ['two equal Hosts', get(exams, host + host)],
  ['two Hosts', get(exams, `${host}Host: evil.example\r\n`)],
  ['two Hosts, the other first', get(exams, `Host: evil.example\r\n${host}`)],
  ['list of Hosts', get(exams, 'Host: 127.0.0.1, evil.example\r\n')],
  ['another Host', get(exams, 'Host: evil.example\r\n')],
  ['empty Host', get(exams, 'Host: \r\n')],
  ['Host with a user', get(exams, 'Host: user@127.0.0.1\r\n')],
  ['Host with a path', get(exams, 'Host: 127.0.0.1/x\r\n')],
  ['Host with a blank', get(exams, 'Host: 127.0.0.1 evil\r\n')],
  ['Host with a port that is none', get(exams, 'Host: 127.0.0.1:http\r\n')],
  ['Host with a long port', get(exams, 'Host: 127.0.0.1:808080\r\n')],
  ['Host with two ports', get(exams, 'Host: 127.0.0.1:80:81\r\n')],
  ['Host with an open bracket', get(exams, 'Host: [::1\r\n')],
  ['Host with a scheme', get(exams, 'Host: http://127.0.0.1\r\n')],
  ['HEAD with another Host', get(exams, 'Host: evil.example\r\n', 'HEAD'), { rests_on: '9110 9.3.2' }],
  ['no Host on HTTP/1.0', line(`GET ${exams} HTTP/1.0`, ''), { rests_on: '9110 7.2, and 1.0 must name the host here too' }],
]);

const fields = rows({ rests_on: '9112 5.1, 9110 5.5', refused: 400 }, [
  ['blank before the colon', get(exams, `${host}X-A : b\r\n`)],
  ['tab before the colon', get(exams, `${host}X-A\t: b\r\n`)],
  ['Host with a blank before the colon', get(exams, 'Host : 127.0.0.1\r\n')],
  ['no colon', get(exams, `${host}X-A\r\n`)],
  ['no name', get(exams, `${host}: b\r\n`), { rests_on: '9110 5.1' }],
  ['blank in the name', get(exams, `${host}X A: b\r\n`), { rests_on: '9110 5.1' }],
  ['parentheses in the name', get(exams, `${host}X(A): b\r\n`), { rests_on: '9110 5.1' }],
  ['bytes above 0x7f in the name', get(exams, `${host}X-\xc3\xa9: b\r\n`), { rests_on: '9110 5.1' }],
  ['HEAD with a blank in a name', get(exams, `${host}X A: b\r\n`, 'HEAD'), { rests_on: '9110 9.3.2' }],
  ['NUL in a value', get(exams, `${host}X-A: a\x00b\r\n`), { rests_on: '9110 5.5' }],
  ['bell in a value', get(exams, `${host}X-A: a\x07b\r\n`), { rests_on: '9110 5.5' }],
  ['DEL in a value', get(exams, `${host}X-A: a\x7fb\r\n`), { rests_on: '9110 5.5' }],
  ['bare CR in a value', get(exams, `${host}X-A: a\rb\r\n`), { rests_on: '9112 2.2', end: 'unclear' }],
  ['bare LF in a value', get(exams, `${host}X-A: a\nb\r\n`), { rests_on: '9112 2.2' }],
  ['CR CR LF', get(exams, `${host}X-A: b\r\r\n`), { rests_on: '9112 2.2' }],
  ['blank before the first field', `GET ${exams} HTTP/1.1\r\n ${host}\r\n`, { rests_on: '9112 2.2' }],
  ['a folded line before the first field', `GET ${exams} HTTP/1.1\r\n X-A: b\r\n${host}\r\n`, { rests_on: '9112 2.2' }],
]);

const single_fields = rows({ rests_on: '9110 5.3', refused: 400 }, [
  ['two Cookie fields', get(exams, `${host}Cookie: a=1\r\nCookie: b=2\r\n`)],
  ['two Authorization fields', get(exams, `${host}Authorization: Bearer a\r\nAuthorization: Bearer b\r\n`)],
  ['two Origin fields', post(origin + length)],
  ['two Content-Type fields', post(`Content-Type: text/plain\r\n${length}`)],
  ['two Expect fields', post(`Expect: 100-continue\r\nExpect: 100-continue\r\n${length}`)],
]);

const sizes = rows({ rests_on: '9110 5.4', refused: 431 }, [
  ['65 fields', get(exams, host + 'X-A: b\r\n'.repeat(64))],
  ['1,300 empty fields', get(exams, host + 'a:\r\n'.repeat(1300))],
  ['a head of 9 KiB', get(exams, `${host}X-A: ${'a'.repeat(9 * 1024)}\r\n`)],
  ['a name of 9 KiB', get(exams, `${host}${'a'.repeat(9 * 1024)}: b\r\n`)],
  ['a head without an end', `GET ${exams} HTTP/1.1\r\n${host}X-A: ${'a'.repeat(40 * 1024)}`, { end: 'unclear' }],
]);

const expectations = [
  ...rows({ rests_on: '9110 10.1.1', refused: [400, 417] }, [
    ['another expectation', post(`Expect: 200-ok\r\n${length}`)],
    ['100-continue and another', post(`Expect: 100-continue, 200-ok\r\n${length}`)],
    ['100-continue with a parameter', post(`Expect: 100-continue;x=1\r\n${length}`)],
    ['empty expectation', post(`Expect: \r\n${length}`)],
  ]),
  ...rows({ rests_on: '9110 10.1.1' }, [
    ['100-continue, content sent at once', post(`Expect: 100-continue\r\n${length}`), { answers: 401 }],
    ['100-Continue in odd case', post(`eXPECT: 100-cONTINUE\r\n${length}`), { answers: 401 }],
    ['100-continue without content', get(exams, `${host}Expect: 100-continue\r\n`), { answers: 200 }],
    ['100-continue, and refused on the head alone', post(`Expect: 100-continue\r\nContent-Length: 70000\r\n`, ''), { refused: 413, end: 'unclear' }],
  ]),
];

const methods = [
  ...rows({ rests_on: '9110 9.1, 9110 15.5.6', answers: 405 }, [
    ['unknown method', get(exams, host, 'BREW')],
    ['method in lower case', get(exams, host, 'get')],
    ['OPTIONS', get(exams, host, 'OPTIONS'), { rests_on: '9110 9.3.7' }],
    ['TRACE', get(exams, host, 'TRACE'), { rests_on: '9110 9.3.8' }],
    ['CONNECT with a path', get(exams, host, 'CONNECT'), { rests_on: '9110 9.3.6' }],
    ['POST where only GET is', `POST ${exams} HTTP/1.1\r\n${host}${json}${origin}Content-Length: 0\r\n\r\n`],
    ['GET where only POST is', get(post_target)],
  ]),
  ...rows({ rests_on: '9112 3.1', refused: 400 }, [
    ['method with a separator', get(exams, host, 'G(T')],
    ['method with a byte above 0x7f', get(exams, host, 'G\xcbT')],
    ['NUL before the method', `\x00${get(exams)}`],
  ]),
  ...rows({ rests_on: '9110 15.5.6', refused: 405 }, [
    ['unknown method with content', `BREW ${exams} HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\n{}`],
  ]),
];

const served = rows({ rests_on: '9112 3.2.1', answers: 200 }, [
  ['GET', get(exams)],
  ['HEAD', get(exams, host, 'HEAD'), { rests_on: '9110 9.3.2' }],
  ['HEAD of a file', get('/', host, 'HEAD'), { rests_on: '9110 9.3.2' }],
  ['HEAD of a page that is there for POST only', get(post_target, host, 'HEAD'), { answers: 405, rests_on: '9110 9.3.2' }],
  ['HEAD of nothing', get('/api/v1/nothing', host, 'HEAD'), { answers: 404, rests_on: '9110 9.3.2' }],
  ['a file', get('/')],
  ['known already', get('/', `${host}If-None-Match: *\r\n`), { answers: 304, rests_on: '9110 13.1.2, 9110 15.4.5' }],
  ['HEAD, known already', get('/', `${host}If-None-Match: *\r\n`, 'HEAD'), { answers: 304, rests_on: '9110 13.1.2' }],
  ['signing out', get('/api/v1/sign-ins/current', host + origin, 'DELETE'), { answers: 204, rests_on: '9110 15.3.5' }],
  ['an answer with its own media type', get('/.well-known/jwks.json')],
  ['a query', get(`${exams}?`)],
  ['escapes of plain letters', get('/api/v1/%65xams'), { rests_on: '9110 4.2.3' }],
  ['Host with a port', get(exams, 'Host: 127.0.0.1:8080\r\n'), { rests_on: '9110 7.2' }],
  ['Host in odd case', get(exams, 'hOST: LOCALHOST\r\n'), { rests_on: '9110 4.2.3' }],
  ['Host in IPv6', get(exams, 'Host: [::1]:8080\r\n'), { rests_on: '9110 7.2' }],
  ['Host after other fields', get(exams, `X-A: b\r\n${host}`), { rests_on: '9110 5.3' }],
  ['no blank after the colon', get(exams, 'Host:127.0.0.1\r\n'), { rests_on: '9112 5.1' }],
  ['blanks around a value', get(exams, 'Host: \t 127.0.0.1 \t\r\n'), { rests_on: '9112 5.1' }],
  ['an empty value', get(exams, `${host}X-A:\r\n`), { rests_on: '9110 5.5' }],
  ['bytes above 0x7f in a value', get(exams, `${host}X-A: caf\xc3\xa9\r\n`), { rests_on: '9110 5.5' }],
  ['a folded value', get(exams, `${host}X-A: a\r\n b\r\n`), { rests_on: '9112 5.2' }],
  ['a folded Host', get(exams, 'Host:\r\n 127.0.0.1\r\n'), { rests_on: '9112 5.2' }],
  ['the same unknown field twice', get(exams, `${host}X-A: a\r\nX-A: b\r\n`), { rests_on: '9110 5.3' }],
  ['64 fields', get(exams, host + 'X-A: b\r\n'.repeat(63)), { rests_on: '9110 5.4' }],
  ['fields that some proxies obey', get(exams, `${host}X-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /hq/\r\n`), { rests_on: '9110 5.1' }],
]);

const connections = [
  ...rows({ rests_on: '9112 9.3.2' }, [
    ['three requests in one go', get(exams) + get('/api/v1/nothing') + get(exams), { answers: [200, 404, 200] }],
    ['a request after content', post(length) + get(exams), { answers: [401, 200] }],
    ['two contents in one go', post(length) + post(length), { answers: [401, 401] }],
    ['a good request, then a broken one', get(exams) + line(`GET  ${exams} HTTP/1.1`), { answers: [200, 400], closes: true, mendable: true }],
    ['a good request, then chunked', get(exams) + post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n'), { answers: [200, 501], closes: true, mendable: true }],
    ['HEAD, then GET', get(exams, host, 'HEAD') + get('/api/v1/nothing'), { answers: [200, 404] }],
  ]),
  ...rows({ rests_on: '9112 9.6, 9110 7.6.1', closes: true, answers: 200 }, [
    ['Connection: close', get(exams, `${host}Connection: close\r\n`)],
    ['close in a list, in odd case', get(exams, `${host}Connection: X-A, cLOSE\r\n`)],
    ['close in a second field', get(exams, `${host}Connection: X-A\r\nConnection: close\r\n`)],
    ['HTTP/1.0', line(`GET ${exams} HTTP/1.0`), { rests_on: '9112 9.3' }],
    ['HTTP/1.0 that wants to stay', line(`GET ${exams} HTTP/1.0`, `${host}Connection: keep-alive\r\n`), { rests_on: '9112 9.3' }],
  ]),
  ...rows({ rests_on: '9110 7.6.1', answers: 200 }, [
    ['Connection: keep-alive', get(exams, `${host}Connection: keep-alive\r\n`)],
    ['Connection names fields of ours', get(exams, `${host}Cookie: a=b\r\nConnection: Cookie, Host, Content-Length\r\n`)],
  ]),
  // Never taken up (9110 7.8 allows that); what follows could be of the other protocol, so the connection ends.
  ...rows({ rests_on: '9110 7.8', answers: 200, closes: true }, [
    ['Upgrade to h2c', get(exams, `${host}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n`)],
    ['Upgrade to WebSocket', get(exams, `${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n`)],
    ['Upgrade without Connection', get(exams, `${host}Upgrade: h2c\r\n`)],
  ]),
];

export const heads = [
  ...[request_lines, empty_line, versions, targets, hosts, fields, single_fields, sizes].flat(),
  ...[expectations, methods, served, connections].flat(),
];
