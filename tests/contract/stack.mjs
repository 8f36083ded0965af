// Sends the requests that arrive as lines of JSON on standard input, by fetch or by node:http, and prints each answer as a line.
// Bodies are in base64.
import http from "node:http";
import { createInterface } from "node:readline";

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

async function byFetch({ method, url, headers, body }) {
  const answer = await fetch(url, { method, headers, body });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()).toString("base64") };
}

function byHttp({ method, url, headers, body }) {
  return new Promise((resolve, reject) => {
    const asking = http.request(url, { method, headers, agent }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces).toString("base64") }),
      );
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

const send = process.argv[2] === "fetch" ? byFetch : byHttp;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  asked.body = asked.body === null ? undefined : Buffer.from(asked.body, "base64");
  const told = await send(asked).catch((error) => ({ failed: String(error) }));
  process.stdout.write(JSON.stringify(told) + "\n");
}
