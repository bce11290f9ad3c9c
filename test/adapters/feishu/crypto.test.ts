import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, equalSecrets, keyBytes, signatureOf } from '../../../src/adapters/feishu/crypto.ts'
import { encrypt } from '../../support/feishu-simulator/index.ts'

const vendor = JSON.parse(
  readFileSync(new URL('../../fixtures/feishu/encrypted-event.json', import.meta.url), 'utf8'),
)

test('the vector the vendor publishes', () => {
  const { encryptKey, encrypt: cipher, plaintext } = vendor.documentedVector
  expect(decrypt(cipher, keyBytes(encryptKey))).toBe(plaintext)
})

test('the encrypted event opens to its expected words', () => {
  const { encrypt: cipher } = JSON.parse(vendor.request.rawBody)
  expect(decrypt(cipher, keyBytes(vendor.encryptKey))).toBe(vendor.expectedPlaintext)
})

test('the signature of the example', () => {
  const { headers, rawBody } = vendor.request
  const [at, nonce] = [headers['x-lark-request-timestamp'], headers['x-lark-request-nonce']]
  expect(signatureOf(at, nonce, vendor.encryptKey, Buffer.from(rawBody))).toBe(headers['x-lark-signature'])
})

test('whatever is encrypted is decrypted; with another key, or damaged, it is never thrown', () => {
  const word = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(word, word, fc.nat(), (plain, key, n) => {
      const cipher = encrypt(plain, key)
      expect(decrypt(cipher, keyBytes(key))).toBe(plain)
      decrypt(cipher, keyBytes(`${key}x`))
      decrypt(cipher.slice(0, n % (cipher.length + 1)), keyBytes(key))
    }),
  )
})

test('secrets: equal only when they are, and an empty one never', () => {
  expect(equalSecrets('abc', 'abc')).toBe(true)
  for (const given of ['abd', 'ab', 'abcd', '', undefined, null, 5, {}])
    expect(equalSecrets('abc', given)).toBe(false)
  expect(equalSecrets('', '')).toBe(false)
  expect(equalSecrets('钥', '钥')).toBe(true)
})
