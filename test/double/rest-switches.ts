/** The marks of the REST API: what was guessed, and what nobody could tell. */
export const restAlternatives = {
  /**
   * What the zone's one IPv6 value may be ("primary IPv6 address or prefix"): an address with or without a length and
   * a network; only a network, host bits being cleared; only a network, host bits being refused.
   */
  restIpv6: ['an address with its length', 'a network, cleared', 'a network, refused'],
  restByName: ['known', 'no such path'],
  /** That a PATCH of a zone answers with the zone stands on no page. */
  restPatch: ['the zone', 'nothing'],
  /** Bodies of 400, 401, 403 and 404. */
  restErrors: ['as of a validation', 'plain text', 'a web page', 'none'],
  /** Fields that a type does not use. */
  restUnused: ['null', 'left out'],
  /** How the apex is named in an answer. */
  restApex: ['', '@'],
  /** How a text of more than 255 characters comes back. */
  restLongText: ['in one piece', 'in quoted pieces'],
} as const;
