import type { Failure } from '../failure.ts';
import { formatNetwork, networkOf } from '../ip/network.ts';
import type { Wish, Wishes } from '../job.ts';
import { fail, ok, type Result } from '../result.ts';
import type { SettingValues } from './definitions.ts';
import { isSet, type Words } from './words.ts';

/** What is wanted of each value: the settings, and `-4` or `-6`, which leave the other family out. */
export function wishesOf(values: SettingValues, words: Words): Result<Wishes, Failure> {
  const onlyIpv4 = isSet(words, '4') && !isSet(words, '6');
  const onlyIpv6 = isSet(words, '6') && !isSet(words, '4');
  const wishes: Wishes = { ipv4: values.ipv4, ipv6: values.ipv6.wish, ipv6prefix: prefixWish(values) };

  const contradicted =
    (onlyIpv4 && ['ipv6', 'prefix'].find((name) => asks(words.options[name]))) ||
    (onlyIpv6 && ['ipv4'].find((name) => asks(words.options[name])));
  if (contradicted) {
    return fail({
      code: 'usage',
      message: `-${onlyIpv4 ? '4' : '6'} leaves out what --${contradicted} asks for`,
      advice: 'Leave one of them out',
    });
  }
  if (onlyIpv4) return ok({ ...wishes, ipv6: 'none', ipv6prefix: 'none' });
  return ok(onlyIpv6 ? { ...wishes, ipv4: 'none' } : wishes);
}

function asks(typed: unknown): boolean {
  return typed !== undefined && typed !== 'none';
}

/** `detect` goes with the detected address; a length given with an address, or beside it, makes a network of its own. */
function prefixWish({ prefix, ipv6, prefixLength }: SettingValues): Wish {
  if (prefix !== 'detect' || typeof ipv6.wish !== 'object') return prefix;
  if (prefixLength !== null && prefixLength < 128) {
    return { value: formatNetwork(networkOf(ipv6.wish.value, prefixLength)) };
  }
  return ipv6.network === null ? 'none' : { value: ipv6.network };
}
