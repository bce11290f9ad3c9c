/** What a browser sends about somebody in a room, after the page's own checks. */

export interface WebSay {
  readonly account: string
  readonly room: string
  /** The message replied to: opens, or continues, its thread. */
  readonly replyTo?: string
  readonly text: string
  /** Ids of files put there before. */
  readonly files: readonly string[]
  /** Made by the browser, the same when it tries again. */
  readonly key: string
}

export interface WebPress {
  readonly account: string
  readonly message: string
  /** Which of the message's buttons, counted from 0, and the label it had: a card that changed meanwhile is not pressed by accident. */
  readonly button: number
  readonly label: string
  readonly fields: Readonly<Record<string, string>>
  readonly key: string
}

export interface WebEdit {
  readonly account: string
  readonly message: string
  readonly text: string
}

export interface WebRecall {
  readonly account: string
  readonly message: string
}

/** A name that can be mentioned: a person, a department, the bot. */
export interface Name {
  readonly name: string
  readonly account?: string
}
