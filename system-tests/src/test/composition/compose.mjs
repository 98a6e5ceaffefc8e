// Writes the supergraph of the subgraphs in a folder to standard output; exit code 1 and the reasons
// if they do not fit together.
import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
const subgraphs = readdirSync(folder)
  .filter(file => file.endsWith('-service.graphql'))
  .sort()
  .map(file => ({
    name: file.replace('.graphql', ''),
    typeDefs: parse(readFileSync(join(folder, file), 'utf8')),
  }))
const composed = composeServices(subgraphs)
if (composed.errors?.length) {
  composed.errors.forEach(error => console.error(error.message))
  process.exit(1)
}
console.log(composed.supergraphSdl.trimEnd())
