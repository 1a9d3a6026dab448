// Prints the CID of each file named on the command line, one a line, under the profile unixfs-v1-2025:
// leaves of 1 MiB, 1,024 links a node, balanced, raw leaves, CIDv1.
import { createReadStream } from 'node:fs'
import { BlackHoleBlockstore } from 'blockstore-core/black-hole'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

const options = {
  cidVersion: 1,
  rawLeaves: true,
  wrapWithDirectory: false,
  reduceSingleLeafToSelf: true,
  chunker: fixedSize({ chunkSize: 1_048_576 }),
  layout: balanced({ maxChildrenPerNode: 1_024 })
}

for (const path of process.argv.slice(2)) {
  for await (const entry of importer([{ content: createReadStream(path) }], new BlackHoleBlockstore(), options)) {
    console.log(entry.cid.toString())
  }
}
