// The large-type switch, kept in a cookie so that the next page arrives in the right size.
const button = document.getElementById('large')
button?.addEventListener('click', () => {
  const large = document.documentElement.dataset.type !== 'large'
  document.documentElement.dataset.type = large ? 'large' : 'plain'
  button.setAttribute('aria-pressed', String(large))
  // biome-ignore lint/suspicious/noDocumentCookie: read by the server when it makes the page
  document.cookie = `type=${large ? 'large' : 'plain'}; path=/; max-age=31536000; samesite=lax`
})
document.getElementById('print')?.addEventListener('click', () => window.print())
