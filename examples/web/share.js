// What is in the box, as a fragment of the address: no server ever sees one.

/** Longer links are cut by chats and mail programs. */
const MOST = 24_000;

/** A bomb of a link is not unpacked further than this. */
const MOST_TEXT = 8 << 20;

async function through(bytes, stream, most = Infinity) {
  const parts = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) throw new Error("the link holds too much");
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The fragment for these inputs, or nothing where it would be too long. */
export async function pack(inputs) {
  const text = JSON.stringify(inputs.map(({ name, text }) => [name, text]));
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  if (packed.length > MOST) return undefined;
  const letters = btoa(String.fromCharCode(...packed));
  return `#/paste/${letters.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

/** The inputs of a fragment's last part. */
export async function unpack(letters) {
  const packed = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const text = await through(bytes, new DecompressionStream("deflate-raw"), MOST_TEXT);
  const inputs = JSON.parse(new TextDecoder().decode(text));
  return inputs.map(([name, text]) => ({ name: String(name), text: String(text) }));
}
