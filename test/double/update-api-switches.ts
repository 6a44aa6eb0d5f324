/** The marks of the Update API: what was guessed, and what nobody could tell. */
export const updateApiAlternatives = {
  /** Status of a token that the service does not know. */
  badTokenStatus: [401, 403, 422, 400, 200],
  /** Status of a zone that does not exist, or that the token does not open. */
  unknownZoneStatus: [404, 422, 400, 200],
  /** The service has reworded its answers before, and asks to be judged by the status. */
  errorWords: ['as seen', 'reworded', 'none'],
  lineEnd: ['', '\n', '\r\n'],
  contentType: ['text/plain', 'text/plain; charset=utf-8', 'text/html; charset=utf-8', null],
  plainHttp: ['answered', 'redirected to https'],
  /** `hostname` and `Hostname` for `zone`. */
  aliases: ['accepted', 'refused'],
  /** What `ipv6=ADDRESS/LEN` without `ipv6prefix` does. */
  ipv6Length: ['sets the prefix', 'is ignored', 'invalid'],
  hostBelowZone: ['zone not found', 'updates the zone'],
  /** Whether the service says that nothing was to change. */
  unchanged: ['told', 'called updated'],
  /** Status of a missing or malformed parameter. */
  invalidStatus: [422, 400, 200, 500],
  /** `ipv4=auto` over IPv6 and the reverse. */
  wrongFamilyAuto: ['invalid', 'ignored'],
  /** `-` for `ipv4` and `ipv6prefix`: only the newest page has it. */
  removal: ['removes', 'invalid'],
  /** `-` for `ipv6` stands on no page. */
  ipv6Removal: ['invalid', 'removes', 'ignored'],
} as const;
