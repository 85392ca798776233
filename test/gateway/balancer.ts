import {connect, createServer, type Socket} from 'node:net';
import type {TenantName} from './accounts.js';
import {hasSecret} from './secrecy.js';

/** What stands between browsers and nodes: spreads connections, cuts and delays them, and looks at all that goes out. */
export interface Balancer {
  readonly url: string;
  /** How many connections have been cut. */
  readonly cuts: number;
  /** Bytes that were looked through on their way out. */
  readonly bytes: number;
  /** What should not have gone out. */
  readonly leaks: string[];
  /** Cuts every so many-th connection. */
  cut(every: number): void;
  /** Holds back what follows on a connection for so long each time, in milliseconds. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

/** No event of a tenant says anything else. */
export const markOf = (tenant: TenantName): string => `of ${tenant} alone`;

/** Enough of what went out before that nothing is overlooked at a seam. */
const SEAM = 300;

export async function startBalancer(ports: () => readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  const leaks: string[] = [];
  const counts = {cuts: 0, bytes: 0, connections: 0};
  let delay = 0;

  const server = createServer((client) => {
    const nodes = ports();
    const onward = connect(nodes[counts.connections++ % nodes.length] ?? 0, '127.0.0.1');
    let tenant: string | undefined;
    let seam = '';
    client.on('data', (data) => {
      const head = data.toString('latin1');
      tenant = /^(?:x-session|cookie): .*?(acme|globex)\//im.exec(head)?.[1] ?? tenant;
      onward.write(data);
    });
    onward.on('data', (data) => {
      counts.bytes += data.length;
      const text = seam + data.toString('latin1');
      seam = text.slice(-SEAM);
      if (hasSecret(text)) leaks.push(text);
      const other: TenantName = tenant === 'acme' ? 'globex' : 'acme';
      if (text.includes(markOf(other))) leaks.push(`${tenant ?? 'Nobody'} was told what is ${markOf(other)}`);
      client.write(data);
      if (delay === 0) return;
      onward.pause();
      setTimeout(() => onward.resume(), delay);
    });
    for (const [one, other] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('end', () => other.end());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    get cuts() {
      return counts.cuts;
    },
    get bytes() {
      return counts.bytes;
    },
    leaks,
    cut(every) {
      [...sockets].forEach((socket, index) => {
        if (index % every !== 0) return;
        counts.cuts++;
        socket.destroy();
      });
    },
    delay: (milliseconds) => void (delay = milliseconds),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
