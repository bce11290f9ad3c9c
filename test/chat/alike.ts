/** Whether two subjects say the same: one contains the other, signs and blanks ignored. */
export function alike(read: string | null | undefined, expected: string | null): boolean {
  const [a, b] = [plain(read), plain(expected)]
  return a === '' || b === '' ? a === b : a.includes(b) || b.includes(a)
}

function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/[\s\p{P}\p{S}]/gu, '').toLowerCase()
}
