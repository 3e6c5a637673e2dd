import cliProgress from 'cli-progress';

/** How far the journey is, shown while it works. */
export interface Progress {
  /** Begins a part of the work; the part before it has ended. */
  begin(title: string, totalCount: number): void;
  /** How much of the part is done. */
  reach(count: number): void;
  end(): void;
}

const lineEveryPercent = 25;

/** Bars on a terminal, a few plain lines elsewhere. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barsOn(stream) : linesOn(stream);
}

function barsOn(stream: NodeJS.WriteStream): Progress {
  const format = '{title} [{bar}] {value}/{total}';
  const bar = new cliProgress.SingleBar({ format, stream, hideCursor: true }, cliProgress.Presets.shades_classic);
  return {
    begin: (title, totalCount) => bar.start(totalCount, 0, { title }),
    reach: (count) => bar.update(count),
    end: () => bar.stop(),
  };
}

/** Progress as lines; shared with tests, which give their own stream. */
export function linesOn(stream: Pick<NodeJS.WritableStream, 'write'>): Progress {
  let part = { title: '', totalCount: 0, saidPercent: 0 };
  return {
    begin(title, totalCount) {
      part = { title, totalCount, saidPercent: 0 };
      stream.write(`${title}: 0/${totalCount}\n`);
    },
    reach(count) {
      const percent = part.totalCount === 0 ? 0 : Math.floor((count * 100) / part.totalCount);
      if (percent < part.saidPercent + lineEveryPercent) return;
      part.saidPercent = percent - (percent % lineEveryPercent);
      stream.write(`${part.title}: ${count}/${part.totalCount}\n`);
    },
    end: () => undefined,
  };
}
