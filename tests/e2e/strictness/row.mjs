// What a row of the table is made of.
//
//   name      what is odd about the message
//   rests_on  the section that says what must happen, of RFC 9110 or 9112 ("9112 6.1"), with words for
//             what this server adds to it
//   bytes     the message as text of single bytes (latin1)
//   refused   the server answers once, with this status, and closes; nothing of what follows is ever a request
//   answers   the server answers so, one status a message; then the connection goes on
//   closes    … but here it closes after the last of these answers
//   mendable  a proxy may put right what the answers find wrong
//   end       'clear': every reader of the RFCs finds the same end of the message, so that what follows it is the next
//             one (this counts behind a proxy, which may mend the message and pass it on); 'unclear': nothing after it
//             may ever be taken for a request; 'missing': the message breaks off, and no answer at all is due

export const host = 'Host: 127.0.0.1\r\n';
export const json = 'Content-Type: application/json\r\n';
export const origin = 'Origin: http://127.0.0.1\r\n'; // over loopback the Host that was asked counts
export const body = '{"language":"en","rules_accepted":[]}';
export const length = `Content-Length: ${body.length}\r\n`;

/** A request without content. */
export const get = (target, fields = host, method = 'GET') => `${method} ${target} HTTP/1.1\r\n${fields}\r\n`;

export const post_target = '/api/v1/exams/kiosk-partner/attempts';
/** A request whose content would be read, were it not for its framing; well-formed, it is answered 401: nobody is signed in. */
export const post = (fields, content = body, version = 'HTTP/1.1') => `POST ${post_target} ${version}\r\n${host}${json}${origin}${fields}\r\n${content}`;

/** Comes after each message, on the same connection: its answer is unlike all others, and it is the last. */
export const follower = get('/healthz', `${host}Connection: close\r\n`);

/** Rows that share a section, a verdict and an end. */
export const rows = (common, list) => list.map(([name, bytes, own = {}]) => ({ end: 'clear', ...common, ...own, name, bytes }));
