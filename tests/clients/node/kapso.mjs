// @kapso/whatsapp-cloud-api: every builder of messages, and the rest of its resources; and at our Messaging API.
import assert from 'node:assert/strict'
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server'
import { WORLD, check, control, main, receiving, until } from './checks.mjs'

const { waba_id: businessAccountId, phone_id: phoneNumberId, customer: to } = WORLD
const client = new WhatsAppClient({ accessToken: WORLD.token, baseUrl: WORLD.graph_url, graphVersion: 'v23.0' })
const who = { phoneNumberId, to }
const link = 'https://example.com/a.png'
const body = (text) => ({ bodyText: text })
const sent = (answer) => assert.match(answer.messages[0].id, /^wamid\./)
const refused = async (code, act) => assert.equal((await act().then(() => null, (error) => error))?.code, code)

check('sends text, media, places, contacts and reactions', async () => {
  const text = await client.messages.sendText({ ...who, body: 'Hello', previewUrl: true, bizOpaqueCallbackData: 'x' })
  sent(text)
  sent(await client.messages.sendText({ ...who, body: 'Again', contextMessageId: text.messages[0].id }))
  sent(await client.messages.sendImage({ ...who, image: { link, caption: 'A' } }))
  sent(await client.messages.sendVideo({ ...who, video: { link } }))
  sent(await client.messages.sendAudio({ ...who, audio: { link, voice: true } }))
  sent(await client.messages.sendSticker({ ...who, sticker: { link } }))
  sent(await client.messages.sendDocument({ ...who, document: { link, filename: 'a.pdf' } }))
  sent(await client.messages.sendLocation({ ...who, location: { latitude: 52.5, longitude: 13.4, name: 'Berlin' } }))
  sent(await client.messages.sendContacts({ ...who, contacts: [{ name: { formattedName: 'Ada', firstName: 'Ada' } }] }))
  sent(await client.messages.sendReaction({ ...who, reaction: { messageId: text.messages[0].id, emoji: '👍' } }))
})

check('sends what can be tapped', async () => {
  const buttons = [{ id: 'y', title: 'Yes' }]
  sent(await client.messages.sendInteractiveButtons({ ...who, ...body('Coming?'), buttons }))
  const sections = [{ title: 'All', rows: [{ id: '1', title: 'One', description: 'First' }] }]
  sent(await client.messages.sendInteractiveList({ ...who, ...body('Choose'), buttonText: 'Open', sections }))
  const parameters = { displayText: 'Open', url: 'https://example.com' }
  sent(await client.messages.sendInteractiveCtaUrl({ ...who, ...body('See'), parameters }))
  sent(await client.messages.sendInteractiveLocationRequest({ ...who, ...body('Where?'), parameters: { requestMessage: 'Where?' } }))
  sent(await client.messages.sendInteractiveCatalogMessage({ ...who, ...body('All'), parameters: { thumbnailProductRetailerId: 'S' } }))
})

check('marks as read', async () => {
  const { id } = await control('POST', `customers/${to}/messages`, { to: phoneNumberId, text: 'Hi' })
  assert.equal((await client.messages.markRead({ phoneNumberId, messageId: id })).success, true)
})

check('makes, finds, sends and deletes templates', async () => {
  const components = [{ type: 'BODY', text: 'Hello {{1}}, welcome to us', example: { bodyText: [['Ada']] } }]
  const template = { name: 'by_kapso', language: 'en_US', category: 'UTILITY', components }
  const made = await client.templates.create({ businessAccountId, ...template })
  assert.equal(made.status, 'PENDING')
  const listed = () => client.templates.list({ businessAccountId, name: 'by_kapso', status: 'APPROVED', limit: 5 })
  await until(async () => (await listed()).data.length)
  const parameters = [{ type: 'text', text: 'Ada' }]
  const filled = { name: 'by_kapso', language: { code: 'en_US' }, components: [{ type: 'body', parameters }] }
  sent(await client.messages.sendTemplate({ ...who, template: filled }))
  await client.templates.delete({ businessAccountId, name: 'by_kapso' })
  assert.equal((await listed()).data.length, 0)
})

check('uploads, fetches and deletes media', async () => {
  const file = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10])
  const blob = new Blob([file], { type: 'image/png' })
  const { id } = await client.media.upload({ phoneNumberId, type: 'image/png', file: blob, fileName: 'a.png' })
  assert.equal((await client.media.get({ mediaId: id, phoneNumberId })).fileSize, file.length)
  const got = await client.media.download({ mediaId: id, auth: 'always' })
  assert.deepEqual(new Uint8Array(got), file)
  assert.equal((await client.media.delete({ mediaId: id })).success, true)
  await refused(100, () => client.media.get({ mediaId: id }))
})

check('changes profile and settings, registers', async () => {
  const numbers = client.phoneNumbers
  await numbers.businessProfile.update({ phoneNumberId, about: 'Open', websites: ['https://example.com'] })
  assert.equal((await numbers.businessProfile.get({ phoneNumberId })).data[0].about, 'Open')
  await numbers.settings.update({ phoneNumberId, calling: { status: 'ENABLED', callIconVisibility: 'DEFAULT' } })
  assert.equal((await numbers.settings.get({ phoneNumberId })).calling.status, 'ENABLED')
  await numbers.deregister({ phoneNumberId })
  await refused(133010, () => client.messages.sendText({ ...who, body: 'x' }))
  await numbers.register({ phoneNumberId, pin: '123456' })
})

check('calls', async () => {
  const session = { sdpType: 'offer', sdp: 'v=0' }
  const allowed = { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } }
  await control('POST', `customers/${to}/messages`, { to: phoneNumberId, type: 'interactive', content: allowed })
  const { calls } = await client.calls.connect({ phoneNumberId, to, session })
  assert.match(calls[0].id, /^wacid\./)
  assert.equal((await client.calls.terminate({ phoneNumberId, callId: calls[0].id })).success, true)
  assert.equal((await client.calls.permissions.get({ phoneNumberId, userWaId: to })).actions.length, 2)
})

check('takes a flow from draft to published', async () => {
  const name = 'Kapso flow'
  const { id } = await client.flows.create({ wabaId: businessAccountId, name, categories: ['OTHER'] })
  const children = [{ type: 'TextHeading', text: 'Hi' }]
  const screen = { id: 'A', title: 'A', terminal: true, layout: { type: 'SingleColumnLayout', children } }
  await client.flows.updateAsset({ flowId: id, json: { version: '7.0', screens: [screen] } })
  assert.equal((await client.flows.get({ flowId: id })).name, name)
  await client.flows.publish({ flowId: id })
  assert.match((await client.flows.preview({ flowId: id, interactive: false })).preview.previewUrl, /^http/)
  await client.flows.deprecate({ flowId: id })
  const { data } = await client.flows.list({ wabaId: businessAccountId })
  assert.deepEqual(data.map((one) => one.status), ['DEPRECATED'])
})

check('verifies and reads what arrives', async () => {
  const events = []
  const url = await receiving(({ method, query, headers, body: rawBody }) => {
    if (method === 'GET') return [query['hub.challenge'], 200]
    const signatureHeader = headers['x-hub-signature-256']
    if (!verifySignature({ appSecret: WORLD.app_secret, rawBody, signatureHeader })) return ['', 401]
    events.push(normalizeWebhook(JSON.parse(rawBody)))
    return ['', 200]
  })
  const override = { override_callback_uri: url, verify_token: 'ours' }
  const headers = { authorization: `Bearer ${WORLD.token}`, 'content-type': 'application/json' }
  const path = `${WORLD.graph_url}/v23.0/${businessAccountId}/subscribed_apps`
  assert.equal((await fetch(path, { method: 'POST', headers, body: JSON.stringify(override) })).status, 200)
  const answer = await client.messages.sendText({ ...who, body: 'Hear me' })
  await until(() => events.some((one) => one.messages.some((message) => message.text?.body.includes('Hear me'))))
  const statuses = () => events.flatMap((one) => one.statuses).filter((one) => one.id === answer.messages[0].id)
  await until(() => statuses().some((one) => one.status === 'read'))
})

check('is told what is wrong', async () => {
  const stranger = new WhatsAppClient({ accessToken: 'EAAnobody', baseUrl: WORLD.graph_url })
  const error = await stranger.messages.sendText({ ...who, body: 'x' }).catch((one) => one)
  assert.ok(error instanceof GraphApiError && error.isAuthError() && error.httpStatus === 401)
  await refused(132001, () => client.messages.sendTemplate({ ...who, template: { name: 'no_such', language: { code: 'de' } } }))
})

await main()
