// The code on every Chinese pesticide label (MARA announcement 2579 of 2017): a QR code or Data Matrix with the address of a
// tracing site and a unit code of 32 digits: 1 the kind of registration, 2-7 the last six digits of its number, 8 how it
// was made, 9-11 the pack, 12-32 at random.

const KINDS = { 1: "PD", 2: "WP", 3: "LS" };

/** {type, registration, unit} of what a label's code says, or null when there is no unit code in it. */
export function readUnitCode(text, year = new Date().getFullYear()) {
  const found = /(?:^|\D)(\d{32})(?:\D|$)/.exec(text.normalize("NFKC"));
  const type = found && KINDS[found[1][0]];
  if (!type || !"123".includes(found[1][7])) return null;
  return { type, registration: type + registration(found[1].slice(1, 7), year), unit: found[1] };
}

/**
 * Since 2007 a number is its year and four digits: the six that the label has lack the century. Older ones are shorter
 * and padded by rules of each maker, so what comes out is a proposal: the grower compares it with the bottle.
 */
function registration(six, year) {
  const since = Number(six.slice(0, 2));
  return since >= 7 && since <= year % 100 ? `20${six}` : six.replace(/^0+/, "");
}
