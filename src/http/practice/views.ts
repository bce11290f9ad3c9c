/** What the page is sent, where JSON cannot carry the port's own types. */
import type { PracticeState } from './port.ts'

export function stateView({ news, ...state }: PracticeState) {
  return { ...state, news: Object.fromEntries(news) }
}
