// What a drive in JavaScript is made of: checks, run one after the other.
import { createServer } from 'node:http'

export const WORLD = JSON.parse(process.env.CLIENTS_WORLD)
const WITHIN = 60_000
const checks = []

export const check = (name, act) => checks.push({ name, act })

/** A line of JSON for each check, at once: its name, and what went wrong. */
export async function main() {
  for (const { name, act } of checks) {
    let fault = ''
    try {
      await act()
    } catch (error) {
      fault = `${error?.stack ?? error}\n${JSON.stringify(error?.raw ?? error?.cause ?? null)}`
    }
    console.log(JSON.stringify({ check: name, fault }))
  }
  process.exit(0)
}

export async function until(found) {
  const deadline = Date.now() + WITHIN
  for (;;) {
    const value = await found()
    if (value) return value
    if (Date.now() > deadline) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The sandbox's control API: Meta and the customers, played. */
export async function control(method, path, body) {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${WORLD.control}/${path}`, { method, headers, body: body && JSON.stringify(body) })
  if (!response.ok) throw new Error(await response.text())
  return response.json()
}

/** A server of webhooks; `handle` gets method, query, headers and raw body, and returns [text, status]. */
export async function receiving(handle) {
  const server = createServer(async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const query = Object.fromEntries(new URL(request.url, 'http://localhost').searchParams)
    const body = Buffer.concat(pieces).toString()
    const [text, status] = await handle({ method: request.method, query, headers: request.headers, body })
    response.writeHead(status).end(text)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://localhost:${server.address().port}`
}
