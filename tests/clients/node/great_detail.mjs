// @great-detail/whatsapp: messages, media, profile, numbers, templates, subscriptions, the account, and what arrives.
import assert from 'node:assert/strict'
import { Client } from '@great-detail/whatsapp'
import { WORLD, check, main, receiving, until } from './checks.mjs'

const { phone_id: phoneNumberID, waba_id: businessAccountID, customer: to } = WORLD
const request = { headers: { Authorization: `Bearer ${WORLD.token}` }, retry: 0 }
const sdk = new Client({ prefixUrl: WORLD.graph_url, graphVersion: 'v23.0', request })
const send = (message) => sdk.message.createMessage({ phoneNumberID, to, ...message }).json()

check('sends messages', async () => {
  const sent = await send({ type: 'text', text: { body: 'Hello', preview_url: true } })
  assert.match(sent.messages[0].id, /^wamid\./)
  const link = 'https://example.com/a.png'
  for (const type of ['image', 'video', 'audio', 'sticker', 'document']) await send({ type, [type]: { link } })
  await send({ type: 'location', location: { latitude: 1, longitude: 2 } })
  await send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })
})

check('reads the account and its numbers', async () => {
  const account = await sdk.whatsappBusinessAccount.get(businessAccountID, { fields: ['id', 'name', 'status'] }).json()
  assert.deepEqual(account, { id: businessAccountID, name: 'Bakery', status: 'ACTIVE' })
  const { data } = await sdk.phoneNumbers.listPhoneNumbers({ businessAccountID, sort: 'last_onboarded_time_descending' }).json()
  assert.equal(data[0].id, phoneNumberID)
  const fields = ['verified_name', ['health_status', ['can_send_message']]]
  const number = await sdk.phoneNumbers.getPhoneNumber({ phoneNumberID, fields }).json()
  assert.deepEqual(number.health_status, { can_send_message: 'AVAILABLE' })
  assert.ok((await sdk.phoneNumbers.updatePhoneNumber({ phoneNumberID, new_display_name: 'Bakery Two' }).json()).success)
})

check('changes the profile', async () => {
  await sdk.businessProfile.updateBusinessProfile({ phoneNumberID, about: 'Open', vertical: 'RETAIL' }).json()
  const { data } = await sdk.businessProfile.getBusinessProfile({ phoneNumberID, fields: ['about', 'vertical'] }).json()
  assert.deepEqual(data, [{ about: 'Open', vertical: 'RETAIL', messaging_product: 'whatsapp' }])
})

check('uploads, describes and deletes media', async () => {
  const file = new Blob([new Uint8Array([137, 80, 78, 71])], { type: 'image/png' })
  const { id } = await sdk.media.upload({ phoneNumberID, file, filename: 'a.png', mimeType: 'image/png' }).json()
  const { url, file_size: size } = await sdk.media.getURL({ mediaID: id, phoneNumberID }).json()
  assert.ok(url.startsWith('http') && size === 4)
  assert.ok((await sdk.media.delete({ mediaID: id, phoneNumberID }).json()).success)
})

check('makes, finds, changes and deletes templates', async () => {
  const components = [{ type: 'BODY', text: 'Hello' }]
  const template = { name: 'by_great_detail', language: 'de', category: 'UTILITY', components }
  const { id } = await sdk.template.create(businessAccountID, template).json()
  const query = { name_or_content: 'great_detail', status: ['APPROVED', 'PENDING'], category: ['UTILITY', 'MARKETING'], limit: 5 }
  const { data } = await sdk.template.list(businessAccountID, query).json()
  assert.deepEqual(data.map((one) => one.id), [id])
  await until(async () => (await sdk.template.get(id, { fields: ['status'] }).json()).status === 'APPROVED')
  assert.ok((await sdk.template.update(id, { components: [{ type: 'BODY', text: 'Good day' }] }).json()).success)
  assert.ok((await sdk.template.listLibrary({ search: 'order', language: 'en_US', limit: 2 }).json()).data.length)
  assert.ok((await sdk.template.delete(businessAccountID, { name: 'by_great_detail', hsm_id: id }).json()).success)
})

check('subscribes, and verifies what arrives', async () => {
  const heard = []
  const url = await receiving(async (asked) => {
    if (asked.method === 'GET') return [(await sdk.webhook.register(asked)).accept(), 200]
    const told = await sdk.webhook.eventNotification(asked)
    await told.verifySignature(WORLD.app_secret)
    heard.push(told.eventNotification)
    return ['', 200]
  })
  await sdk.subscribedApps.createSubscription({ businessAccountID, override_callback_uri: url, verify_token: 'ours' }).json()
  const { data } = await sdk.subscribedApps.listSubscriptions({ businessAccountID }).json()
  assert.equal(data[0].override_callback_uri, url)
  await send({ type: 'text', text: { body: 'Hear me' } })
  const texts = () => heard.flatMap((one) => one.entry[0].changes[0].value.messages ?? []).map((one) => one.text?.body ?? '')
  await until(() => texts().some((text) => text.includes('Hear me')))
})

check('is told what is wrong', async () => {
  const error = await send({ type: 'text', text: {} }).catch((one) => one)
  assert.equal(error.response.status, 400)
  assert.equal(error.data.error.code, 131008)
})

await main()
