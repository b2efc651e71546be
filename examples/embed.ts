/**
 * The plugin inside a host's own Express application: one import, one path, two calls.
 * The environment holds the secrets: RECALL_MASTER_KEY, D360_API_KEY, D360_WEBHOOK_SECRET, RECALL_API_KEY.
 */
import express from 'express'
import { createPlugin } from '../plugin/index.js'

const app = express()
app.get('/', (_request, response) => {
  response.send('The host software.')
})

const plugin = await createPlugin('recall.config.json')
app.use('/recall', plugin.router)

plugin.events.on('host', (event) => {
  // For example: put a confirmed appointment into the diary, or a patient's STOP into the record.
  if (event.type === 'appointment.confirmed') console.log('confirmed:', event.data.appointment)
})

const server = app.listen(8080, () => console.log('http://127.0.0.1:8080/recall/docs'))
await plugin.start()

process.once('SIGTERM', () => {
  server.close()
  void plugin.stop()
})
