// Bytes out, answers back: a connection without any manners of its own.

import { connect } from 'node:net';

/** Reads answers from what came in. `methods`: of the requests, in order, since an answer to HEAD has no content. */
export class AnswerReader {
  constructor(methods) {
    this.methods = methods;
    this.answers = []; // {status, fields: [[lower-case name, value]…], content}
    this.interim = []; // 1xx
    this.bytes = '';
    this.stray = ''; // what is no answer
  }

  take(chunk) {
    this.bytes += chunk.toString('latin1');
    while (this.#one(false));
  }

  /** The connection has ended. */
  end() {
    while (this.#one(true));
    this.stray = this.bytes;
  }

  #one(ended) {
    const found = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/.exec(this.bytes);
    if (!found) return false;
    const status = Number(found[1]);
    const fields = found[2].split('\r\n').slice(0, -1).map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]);
    const rest = this.bytes.slice(found[0].length);
    if (status < 200) {
      this.interim.push(status);
      this.bytes = rest;
      return true;
    }
    const content = contentOf(rest, status, fields, this.methods[this.answers.length], ended);
    if (!content) return false;
    this.answers.push({ status, fields, content: content.text });
    this.bytes = rest.slice(content.length);
    return true;
  }
}

/** RFC 9112 §6.3; nothing while it is not all there. */
function contentOf(rest, status, fields, method, ended) {
  const value = (name) => fields.find(([known]) => known === name)?.[1];
  if (method === 'HEAD' || status === 204 || status === 304) return { text: '', length: 0 };
  if (/chunked/i.test(value('transfer-encoding') ?? '')) return chunksOf(rest);
  const announced = value('content-length');
  if (announced === undefined) return ended ? { text: rest, length: rest.length } : undefined;
  return rest.length >= Number(announced) ? { text: rest.slice(0, Number(announced)), length: Number(announced) } : undefined;
}

function chunksOf(rest) {
  let text = '';
  for (let at = 0; ; ) {
    const size = /^([0-9a-f]+)\r\n/i.exec(rest.slice(at));
    if (!size) return undefined;
    const begin = at + size[0].length;
    const count = parseInt(size[1], 16);
    if (rest.length < begin + count + 2) return undefined;
    text += rest.slice(begin, begin + count);
    at = begin + count + 2;
    if (count === 0) return { text, length: at };
  }
}

/**
 * Sends the bytes on a new connection and answers everything that came back until the other side closed it.
 * `piece`: how many bytes a write. `hang_up`: says after the last byte that nothing more will come.
 * `most_ms`: then we close ourselves; `closed` tells who did.
 */
export function exchange(port, bytes, methods, { piece = bytes.length, hang_up = false, most_ms = 5_000 } = {}) {
  return new Promise((resolve) => {
    const reader = new AnswerReader(methods);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let closed = false;
    const timer = setTimeout(() => socket.destroy(), most_ms);
    socket.on('connect', () => {
      for (let at = 0; at < bytes.length; at += piece) socket.write(Buffer.from(bytes.slice(at, at + piece), 'latin1'));
      if (hang_up) socket.end();
    });
    socket.on('data', (chunk) => reader.take(chunk));
    socket.on('end', () => {
      closed = true;
      socket.end();
    });
    socket.on('error', (error) => {
      closed ||= error.code === 'ECONNRESET' || error.code === 'EPIPE';
    });
    socket.on('close', () => {
      clearTimeout(timer);
      reader.end();
      resolve({ answers: reader.answers, interim: reader.interim, stray: reader.stray, closed });
    });
  });
}
