/** Where `ip` is: cron's and a service's PATH is short. */
export const ipPlaces: readonly string[] = ['ip', '/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'];
