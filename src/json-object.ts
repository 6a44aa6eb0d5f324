/** Whether a value that came as JSON is a `{ … }`; what stands in it is still to be checked. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
