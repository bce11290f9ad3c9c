/** Where bytes are kept, by their SHA-256: a folder, an object store. What is put is there when the promise resolves. */
export interface FileStore {
  put(sha256: string, bytes: Uint8Array): Promise<void>
  get(sha256: string): Promise<Uint8Array | undefined>
}
