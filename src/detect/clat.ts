/** Android's `v4-wlan0`, clatd's `clat`. */
const translatorNames = /^(clat|v4-)/;

/** 192.0.0.0/29 (RFC 7335): what the inner side of 464XLAT has. */
const serviceContinuity = /^192\.0\.0\.[0-7]$/;

/** Whether name or address tells of 464XLAT (RFC 6877). */
export function isClat(interfaceName: string, address: string): boolean {
  return translatorNames.test(interfaceName) || serviceContinuity.test(address);
}
