// The server's end of a WebSocket, as far as tests need it: text messages of any length, unfragmented, and the closing handshake.

import { createHash } from 'node:crypto';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function frame(opcode, payload) {
    const { length } = payload;
    const head = length < 126 ? Buffer.alloc(2) : length < 65536 ? Buffer.alloc(4) : Buffer.alloc(10);
    head[0] = 0x80 | opcode;
    head[1] = length < 126 ? length : length < 65536 ? 126 : 127;
    if (head.length === 4) head.writeUInt16BE(length, 2);
    if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
    return Buffer.concat([head, payload]);
}

/** The first frame of the bytes, or `null` while it is not complete. */
function parse(bytes) {
    if (bytes.length < 6) return null;
    const short = bytes[1] & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < start + 4) return null;
    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    const end = start + 4 + length;
    if (bytes.length < end) return null;
    const mask = bytes.subarray(start, start + 4);
    const payload = Buffer.from(bytes.subarray(start + 4, end).map((byte, at) => byte ^ mask[at % 4]));
    return { opcode: bytes[0] & 0x0f, payload, end };
}

/** Answers an HTTP upgrade; `receive` gets each message as text, `closed` is called once. Returns `{ send, close }`. */
export function accept(request, socket, { receive, closed }) {
    const key = createHash('sha1').update(request.headers['sec-websocket-key'] + guid).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`);
    let waiting = Buffer.alloc(0);
    socket.on('data', (data) => {
        waiting = Buffer.concat([waiting, data]);
        for (let next = parse(waiting); next; next = parse(waiting)) {
            waiting = waiting.subarray(next.end);
            if (next.opcode === 1) receive(next.payload.toString());
            if (next.opcode === 8) socket.end(frame(8, next.payload));
            if (next.opcode === 9) socket.write(frame(10, next.payload));
        }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', closed);
    return {
        send: (text) => socket.write(frame(1, Buffer.from(text))),
        close: () => socket.destroy(),
    };
}
