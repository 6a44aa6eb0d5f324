import type { Detector } from '../../machine.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { DescribedAddress } from '../facts.ts';
import type { ListedAddress } from '../node-list.ts';
import type { RunFailure } from '../run.ts';
import { toolDetector } from '../tool-detector.ts';
import type { ToolMemory } from '../tool-memory.ts';
import type { DetectWorld } from '../world.ts';
import { dotnetCommand, parseDotnetLines } from './dotnet-lines.ts';
import { factsOf } from './facts.ts';
import { netIpAddressCommand, parseNetIpAddress } from './net-ip-address.ts';
import type { WindowsRow } from './row.ts';

/** Windows: flags and lifetimes through PowerShell, 5.1 or 7. `netsh` would answer in the user's language. */
export function windowsDetector(world: DetectWorld, memory: ToolMemory): Detector {
  return toolDetector(world, memory, async (listed, signal) => {
    const rows = await readRows(world, signal);
    return rows.ok ? ok({ interfaces: [], addresses: describedBy(rows.value, listed) }) : rows;
  });
}

async function readRows(world: DetectWorld, signal: AbortSignal): Promise<Result<readonly WindowsRow[], string>> {
  const own = `${world.systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  const program = world.find([own, 'powershell.exe', 'pwsh.exe']);
  if (program === null) return fail('There is no PowerShell');

  const lines = await powershell(world, program, dotnetCommand, signal);
  // What takes too long once would do so again.
  if (!lines.ok && lines.failure.timedOut) return fail(`PowerShell ${lines.failure.words}`);
  const rows = lines.ok ? parseDotnetLines(lines.value) : [];
  if (rows.length > 0) return ok(rows);

  const json = await powershell(world, program, netIpAddressCommand, signal);
  if (!json.ok) return fail(`PowerShell ${json.failure.words}`);
  // It was asked twice, and says that there is none: nothing that Node lists is to be trusted then.
  if (json.value.trim() === '') return ok([]);
  const fallback = parseNetIpAddress(json.value);
  return fallback.length > 0 ? ok(fallback) : fail('PowerShell printed no addresses');
}

const switches = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command'];

function powershell(
  world: DetectWorld,
  program: string,
  command: string,
  signal: AbortSignal,
): Promise<Result<string, RunFailure>> {
  return world.run(program, [...switches, command], signal);
}

/** The rows under the names that Node has for their interfaces. */
function describedBy(rows: readonly WindowsRow[], listed: readonly ListedAddress[]): readonly DescribedAddress[] {
  const indexes = new Map(listed.flatMap(({ interface: name, scopeId }) => (scopeId > 0 ? [[name, scopeId]] : [])));
  return listed.flatMap((address) => {
    const same = rows.filter((row) => row.address === address.address);
    // Only link-local addresses tell Node the index, and only they are likely to stand on two interfaces.
    const row = same.length === 1 ? same[0] : same.find(({ index }) => index === indexes.get(address.interface));
    return row === undefined
      ? []
      : [{ interface: address.interface, address: address.address, ...factsOf(row, address) }];
  });
}
