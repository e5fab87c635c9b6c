// Requests exactly as they are written, which a browser or `fetch` would tidy up first.

import net from "node:net";

/**
 * Sends a request and reads the answer to its end: `{ status, headers, bytes, body }`; the status is 0 where the
 * connection was closed without one.
 */
export async function ask(server, address, { method = "GET", headers = {}, patience = 10_000 } = {}) {
  const lines = Object.entries({ Host: `127.0.0.1:${server.port}`, Connection: "close", ...headers });
  const head = `${method} ${address} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  const { bytes, problem } = await say(server, head, { patience, end: true });
  if (problem) throw new Error(`${method} ${address}: ${problem.message}`);
  return readAnswer(bytes);
}

/**
 * Sends anything and reads until the server closes the connection: `{ bytes, problem }`; the problem is that it was
 * reset, or that nothing came for as long as patience lasts.
 */
export function say(server, text, { patience = 10_000, end = false } = {}) {
  return new Promise((resolve) => {
    const socket = connect(server);
    const parts = [];
    let problem = null;
    socket.setTimeout(patience, () => socket.destroy(new Error(`nothing came within ${patience} ms`)));
    socket.on("error", (error) => (problem = error));
    socket.on("data", (part) => parts.push(part));
    socket.on("close", () => resolve({ bytes: Buffer.concat(parts), problem }));
    if (end) socket.end(text);
    else socket.write(text);
  });
}

/** A connection, on which nothing is said yet and which may break at any time. */
export function connect(server) {
  const socket = net.connect(server.port, "127.0.0.1");
  socket.on("error", () => socket.destroy());
  return socket;
}

/** Opens many connections and says the same on each: their sockets, once all are open or refused. */
export async function connectMany(server, count, text = "") {
  const sockets = Array.from({ length: count }, () => connect(server));
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise((resolve) => {
          socket.once("connect", () => (text ? socket.write(text, resolve) : resolve()));
          socket.once("close", resolve);
        }),
    ),
  );
  return sockets;
}

/** The statuses of all answers in what was received. */
export function statuses(bytes) {
  return [...bytes.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

function readAnswer(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  const [first, ...lines] = bytes.subarray(0, Math.max(end, 0)).toString("latin1").split("\r\n");
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const rest = bytes.subarray(end + 4);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0),
    headers,
    bytes: rest,
    body: rest.toString("utf8"),
  };
}
