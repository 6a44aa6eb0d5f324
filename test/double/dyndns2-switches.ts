/** The marks of dyndns2: of its answers only `good`, alone on its line, has been seen. */
export const dyndns2Alternatives = {
  /** Whether the service says that nothing was to change. */
  dyndns2Unchanged: ['good', 'nochg'],
  /** Whether the stored address stands behind the word. */
  dyndns2Address: ['left out', 'told'],
  /** Status of a refusal. */
  dyndns2Refusals: ['by status', 'always 200'],
} as const;
