/** How large a file is, as people say it. */

const KB = 1024
const MB = KB * KB

/** @example `12 KB`, `3.4 MB` */
export function saySize(bytes: number): string {
  if (bytes < MB) return `${Math.max(1, Math.ceil(bytes / KB))} KB`
  const mb = bytes / MB
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`
}
