// What `status` prints.

const columns = [
  ['number', 'NUMBER'],
  ['region', 'REGION'],
  ['state', 'STATE'],
  ['shop', 'SHOP'],
  ['mark', 'MARKED'],
  ['valid_until', 'VALID UNTIL'],
  ['partner', 'PARTNER'],
];

function table(rows) {
  const cells = [
    columns.map(([, title]) => title),
    ...rows.map((row) => columns.map(([name]) => String(row[name] ?? '-'))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  return cells
    .map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The summary of a store as text. */
export function statusText({ cursor, events, ways, partners, deeds, refused }) {
  const listed = (counts) => Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
  const lines = [
    table(partners),
    '',
    `${partners.length} approvals, ${deeds.length} deeds; events: ${listed(events)}; first by: ${listed(ways)}`,
    `feed: taken up to ${cursor.sequence}${cursor.id && ` (${cursor.id})`}`,
    ...refused.map(({ id, way, reason }) => `REFUSED ${id} (${way}): ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}
