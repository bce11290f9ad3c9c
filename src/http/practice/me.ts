/** Keeps who the visitor chose to be; no secret, since anybody may be anybody here. */
export const ME_COOKIE = 'practice_me'
