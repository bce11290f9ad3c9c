/**
 * The practice bureau 示范市教育局: eighteen departments and nobody who exists. The file beside this one is a bureau file as
 * `init` reads it; people may copy it and put their own names in. Nothing is believed of it before it is read as one.
 */
import file from './practice-bureau.json' with { type: 'json' }

export const practiceBureau: unknown = file
