import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { libraryErrors } from '../errors.ts'
import { docxNode, scriptOfDocx } from './docx-tree.ts'
import { readXmlParts } from './zip-parts.ts'

/**
 * What runs beside the server: mammoth over parts that were inflated already, its tree cut down to what a script keeps.
 * It is text because a worker must start alike from source and from the bundle; mammoth comes by its absolute path.
 */
const readerSource = `
const { parentPort, workerData } = require('node:worker_threads')
const mammoth = require(workerData.mammoth)
const file = {
  exists: (name) => workerData.parts.has(name),
  read: async (name) => {
    const text = workerData.parts.get(name)
    if (text === undefined) throw new Error('no part ' + name)
    return text
  },
}
const slim = (node) => ({
  type: String(node.type),
  value: node.type === 'text' ? String(node.value) : undefined,
  styleName: node.styleName ?? undefined,
  isBold: node.isBold === true ? true : undefined,
  breakType: node.breakType,
  numbering: node.numbering ? { isOrdered: node.numbering.isOrdered === true, level: Number(node.numbering.level) || 0 } : undefined,
  children: Array.isArray(node.children) ? node.children.map(slim) : undefined,
})
let tree
mammoth
  .convertToHtml({ file }, { externalFileAccess: false, includeEmbeddedStyleMap: false, transformDocument: (document) => {
    tree = slim(document)
    return { ...document, children: [] }
  } })
  .then(() => parentPort.postMessage(JSON.stringify(tree)))
`

const TIME_LIMIT_MS = 30_000
const MEMORY_LIMIT_MB = 512

/** One at a time: each may take as much memory as its limit allows. */
let queue: Promise<unknown> = Promise.resolve()

/**
 * The script of a .docx file.
 * @throws DomainError script_file_bomb, script_file_broken, script_file_unsafe
 */
export function readDocx(bytes: Uint8Array): Promise<string> {
  const turn = queue.then(async () => {
    const parts = await readXmlParts(bytes)
    if (!parts.has('[Content_Types].xml')) throw libraryErrors.script_file_unknown()
    const tree = docxNode.safeParse(JSON.parse(await readTree(parts)))
    if (!tree.success) throw libraryErrors.script_file_broken()
    return scriptOfDocx(tree.data)
  })
  queue = turn.catch(() => undefined)
  return turn
}

function readTree(parts: Map<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const mammoth = createRequire(import.meta.url).resolve('mammoth')
    const worker = new Worker(readerSource, {
      eval: true,
      workerData: { parts, mammoth },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB },
      env: {},
      stdout: true,
      stderr: true,
    })
    const timer = setTimeout(() => settle(() => reject(libraryErrors.script_file_bomb())), TIME_LIMIT_MS)
    const settle = (finish: () => void): void => {
      clearTimeout(timer)
      finish()
      void worker.terminate()
    }
    worker.once('message', (text) => settle(() => resolve(String(text))))
    worker.once('error', (error) =>
      settle(() => reject(outOfMemory(error) ? libraryErrors.script_file_bomb() : libraryErrors.script_file_broken())),
    )
    worker.once('exit', () => settle(() => reject(libraryErrors.script_file_broken())))
  })
}

const outOfMemory = (error: Error): boolean => 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
