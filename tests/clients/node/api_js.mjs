// whatsapp-api-js: its fetch goes to our address; messages, calls, QR codes, media, blocked users, and what arrives.
import assert from 'node:assert/strict'
import { WhatsAppAPI } from 'whatsapp-api-js'
import * as parts from 'whatsapp-api-js/messages'
import { WORLD, check, control, main, receiving, until } from './checks.mjs'

const { phone_id: phone, customer: to } = WORLD
const meta = /^https:\/\/graph\.facebook\.com/
const ours = (url, options) => fetch(String(url).replace(meta, WORLD.graph_url), options)
const api = new WhatsAppAPI({
  token: WORLD.token, appSecret: WORLD.app_secret, webhookVerifyToken: 'ours', v: 'v23.0',
  ponyfill: { fetch: ours, subtle: crypto.subtle },
})
const link = 'https://example.com/a.png'

check('sends every kind of message', async () => {
  const { ActionCTA, ActionList, ActionLocation, ActionCatalog, Audio, Body, Button, Contacts, Document } = parts
  const { Image, Interactive, ListSection, Location, Name, Reaction, Row, Sticker, Text, Video, Phone } = parts
  const { ActionButtons, Language, Template } = parts
  const first = await api.sendMessage(phone, to, new Text('Hello', true), undefined, 'tracked')
  const said = [
    new Image(link, false, 'A'), new Video(link), new Audio(link), new Sticker(link), new Document(link, false, 'A', 'a.pdf'),
    new Location(13.4, 52.5, 'Berlin', 'Alexanderplatz'), new Contacts([new Name('Ada', 'Ada'), new Phone('+49151')]),
    new Reaction(first.messages[0].id, '👍'),
    new Interactive(new ActionButtons(new Button('y', 'Yes')), new Body('Coming?')),
    new Interactive(new ActionList('Open', new ListSection('All', new Row('1', 'One', 'First'))), new Body('Choose')),
    new Interactive(new ActionCTA('Open', 'https://example.com'), new Body('See')),
    new Interactive(new ActionLocation(), new Body('Where?')),
    new Interactive(new ActionCatalog(), new Body('All')),
    new Template('hello_world', new Language('en_US')),
  ]
  for (const message of said) {
    const answer = await api.sendMessage(phone, to, message, first.messages[0].id)
    assert.match(answer.messages?.[0].id ?? '', /^wamid\./, `${message._type}: ${JSON.stringify(answer)}`)
  }
})

check('marks as read and types', async () => {
  const { id } = await control('POST', `customers/${to}/messages`, { to: phone, text: 'Hi' })
  assert.deepEqual(await api.markAsRead(phone, id, 'text'), { success: true })
})

check('makes, changes and deletes QR codes', async () => {
  const made = await api.createQR(phone, 'Hello', 'svg')
  assert.match(made.qr_image_url, /^http/)
  assert.equal((await api.retrieveQR(phone, made.code)).data[0].prefilled_message, 'Hello')
  assert.equal((await api.updateQR(phone, made.code, 'Good day')).prefilled_message, 'Good day')
  assert.equal((await api.retrieveQR(phone)).data.length, 1)
  assert.deepEqual(await api.deleteQR(phone, made.code), { success: true })
})

check('uploads, fetches and deletes media', async () => {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array([137, 80, 78, 71])], { type: 'image/png' }), 'a.png')
  const { id } = await api.uploadMedia(phone, form, false)
  const { url, mime_type: kind } = await api.retrieveMedia(id, phone)
  assert.equal(kind, 'image/png')
  assert.equal((await (await api.fetchMedia(url)).arrayBuffer()).byteLength, 4)
  assert.deepEqual(await api.deleteMedia(id, phone), { success: true })
})

check('blocks and unblocks users', async () => {
  assert.equal((await api.blockUser(phone, to)).block_users.added_users[0].wa_id, to)
  assert.equal((await api.unblockUser(phone, to)).block_users.removed_users[0].wa_id, to)
})

check('takes and makes calls, and hears of them', async () => {
  const heard = []
  api.on.call = { connect: (event) => heard.push(['connect', event]), terminate: (event) => heard.push(['terminate', event]), status: (event) => heard.push(['status', event]) }
  await listening
  const headers = { authorization: `Bearer ${WORLD.token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ calling: { status: 'ENABLED' } })
  await fetch(`${WORLD.graph_url}/${phone}/settings`, { method: 'POST', headers, body })
  const allowed = { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } }
  await control('POST', `customers/${to}/messages`, { to: phone, type: 'interactive', content: allowed })
  const made = await api.initiateCall(phone, { phone: to }, 'v=0')
  assert.match(made.calls[0].id, /^wacid\./)
  await until(() => heard.some(([kind, one]) => kind === 'connect' && one.call.id === made.calls[0].id))
  await api.terminateCall(phone, made.calls[0].id)
  await until(() => heard.some(([kind, one]) => kind === 'terminate' && one.call.id === made.calls[0].id))
  const { id } = await control('POST', `customers/${to}/calls`, { to: phone })
  await until(() => heard.some(([kind, one]) => kind === 'connect' && one.call.id === id))
  assert.ok((await api.preacceptCall(phone, id, 'v=0')).success)
  assert.ok((await api.acceptCall(phone, id, 'v=0')).success)
  assert.ok((await api.terminateCall(phone, id)).success)
})

check('hears messages and statuses, its own check of the signature on', async () => {
  await listening
  const messages = []
  const statuses = []
  api.on.message = ({ message, name, from }) => messages.push({ message, name, from })
  api.on.status = (event) => statuses.push(event)
  const sent = await api.sendMessage(phone, to, new parts.Text('Hear me'))
  const answer = await until(() => messages.find((one) => one.message.text?.body.includes('Hear me')))
  assert.equal(answer.name, 'Cleo')
  await until(() => statuses.some((one) => one.id === sent.messages[0].id && one.status === 'read'))
})

check('is told what is wrong', async () => {
  const answer = await api.sendMessage(phone, '15', new parts.Text('x'))
  assert.equal(answer.error.code, 131009)
})

const listening = (async () => {
  const url = await receiving(async ({ method, query, headers, body }) => {
    if (method === 'GET') return [api.get(query), 200]
    return ['', await api.post(JSON.parse(body), body, headers['x-hub-signature-256']).then(() => 200, (error) => error)]
  })
  const headers = { authorization: `Bearer ${WORLD.token}`, 'content-type': 'application/json' }
  const override = JSON.stringify({ override_callback_uri: url, verify_token: 'ours' })
  const answer = await fetch(`${WORLD.graph_url}/${WORLD.waba_id}/subscribed_apps`, { method: 'POST', headers, body: override })
  assert.equal(answer.status, 200, await answer.text())
})()

await main()
