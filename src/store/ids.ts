/** Whether a text is one of our ids. What came with a button was ours once, and is looked at like everything that comes in. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
