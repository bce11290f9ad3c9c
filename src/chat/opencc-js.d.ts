/** The one-character table of OpenCC: `亞 亚|佇 伫|…`. The package types only its converters. */
declare module 'opencc-js/dict/TSCharacters' {
  const pairs: string
  export default pairs
}
