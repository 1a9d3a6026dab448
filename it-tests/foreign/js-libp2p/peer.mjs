// A js-libp2p peer that is driven by lines on its standard input and answers with a line of JSON
// for each event on its standard output. It ends with its standard input.
//
//   dial ADDRESS            -> { event: "dialed", peer }
//   ping ADDRESS            -> { event: "pinged", millis }
//   echo ADDRESS PROTOCOL N -> { event: "echoed", bytes }, after N bytes came back
//   open ADDRESS PROTOCOL   -> { event: "opened", protocol }
//
// A command that fails answers { event: "failed", command, error, message }.
import { createInterface } from 'node:readline'
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

const CHUNK_BYTES = 65536
const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')

const node = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  services: { identify: identify(), ping: ping() }
})

await node.handle('/acequia/echo/1', async (stream) => {
  for await (const bytes of stream) {
    if (!stream.send(bytes)) await stream.onDrain()
  }
  await stream.close()
})

node.addEventListener('peer:identify', ({ detail }) => say({
  event: 'identified',
  peer: detail.peerId.toString(),
  agent: detail.agentVersion,
  protocols: detail.protocols
}))

const commands = {
  async dial (address) {
    const connection = await node.dial(multiaddr(address))
    say({ event: 'dialed', peer: connection.remotePeer.toString() })
  },
  async ping (address) {
    say({ event: 'pinged', millis: await node.services.ping.ping(multiaddr(address)) })
  },
  async open (address, protocol) {
    const stream = await node.dialProtocol(multiaddr(address), protocol)
    say({ event: 'opened', protocol: stream.protocol })
    await stream.close()
  },
  async echo (address, protocol, size) {
    const stream = await node.dialProtocol(multiaddr(address), protocol)
    let received = 0
    const reading = (async () => {
      for await (const bytes of stream) {
        for (const byte of bytes.subarray()) {
          if (byte !== received++ % 251) throw new Error('a byte came back changed')
        }
      }
    })()
    for (let sent = 0; sent < size;) {
      const start = sent
      const chunk = Uint8Array.from({ length: Math.min(CHUNK_BYTES, size - sent) }, (_, i) => (start + i) % 251)
      if (!stream.send(chunk)) await stream.onDrain()
      sent += chunk.length
    }
    await stream.close()
    await reading
    say({ event: 'echoed', bytes: received })
  }
}

say({ event: 'listening', peer: node.peerId.toString(), addresses: node.getMultiaddrs().map(String) })

for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...words] = line.split(' ')
  try {
    await commands[name](...words)
  } catch (error) {
    say({ event: 'failed', command: name, error: error.name, message: error.message })
  }
}
await node.stop()
process.exit(0)
