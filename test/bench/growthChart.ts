/** Figures of one subject by the number of its items. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly count: number; readonly seconds: number; readonly megabytes: number }[];
}

const [width, height] = [340, 240];
const margin = { left: 52, right: 36, top: 34, bottom: 34 };
const colours = ['#2563eb', '#d97706', '#059669'];

/** Chart as SVG with two panels, time and memory, both by number on logarithmic scales. */
export function growthChart(series: readonly Series[]): string {
  const legend = series
    .map(({ name }, index) => {
      const x = margin.left + index * 120;
      return `<circle cx="${x}" cy="${height + 18}" r="4" fill="${colourOf(index)}"/>${text(x + 10, height + 22, name)}`;
    })
    .join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="${height + 36}" viewBox="0 0 ${width * 2} ${height + 36}" font-family="sans-serif" font-size="12" fill="#1f2937">
<rect width="100%" height="100%" fill="#ffffff"/>
${panel(series, 'Seconds', ({ seconds }) => seconds)}
<g transform="translate(${width} 0)">
${panel(series, 'Memory growth in MB', ({ megabytes }) => megabytes)}
</g>
${legend}
</svg>
`;
}

type Point = Series['points'][number];

function panel(series: readonly Series[], title: string, valueOf: (point: Point) => number): string {
  const points = series.flatMap((one) => one.points);
  const x = scale(
    points.map(({ count }) => count),
    margin.left,
    width - margin.right,
  );
  const y = scale(points.map(valueOf), height - margin.bottom, margin.top);
  const grid = [
    ...x.ticks.map((tick) => text(x.of(tick), height - margin.bottom + 18, tick.toLocaleString('en'), 'middle')),
    ...y.ticks.map(
      (tick) =>
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y.of(tick)}" y2="${y.of(tick)}" stroke="#e5e7eb"/>` +
        text(margin.left - 6, y.of(tick) + 4, String(tick), 'end'),
    ),
  ];
  const lines = series.map(({ points: own }, index) => {
    const at = own.map((point) => `${x.of(point.count)},${y.of(valueOf(point))}`);
    const dots = own.map((point) => `<circle cx="${x.of(point.count)}" cy="${y.of(valueOf(point))}" r="3"/>`).join('');
    const colour = colourOf(index);
    return `<polyline points="${at.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/><g fill="${colour}">${dots}</g>`;
  });
  return [text(margin.left, 18, title), ...grid, ...lines].join('\n');
}

/** Logarithmic scale over whole powers of ten. */
function scale(
  values: readonly number[],
  from: number,
  to: number,
): { readonly ticks: readonly number[]; readonly of: (value: number) => number } {
  const logs = values.map((value) => Math.log10(Math.max(value, 0.001)));
  const first = Math.floor(Math.min(...logs));
  const last = Math.max(Math.ceil(Math.max(...logs)), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => Number((10 ** (first + index)).toPrecision(1)));
  const of = (value: number): number => {
    const part = (Math.log10(Math.max(value, 0.001)) - first) / (last - first);
    return Math.round((from + part * (to - from)) * 10) / 10;
  };
  return { ticks, of };
}

function colourOf(index: number): string {
  return colours[index % colours.length] ?? '#1f2937';
}

function text(x: number, y: number, content: string, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`;
}
