/* ---- What deflate has packed (RFC 1951): at once and in any browser, since the timer cannot wait for it. ---- */

function inflate(packed) {
  const out = [];
  let position = 0, held = 0, count = 0;

  function bits(wanted) {
    while (count < wanted) {
      held |= packed[position] << count;
      position += 1;
      count += 8;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  }

  /* How many codes there are of each length, and the symbols in the order of their codes. */
  function tree(lengths) {
    const counts = Array(16).fill(0), starts = Array(16).fill(0), symbols = [];
    for (const length of lengths) if (length) counts[length] += 1;
    for (let length = 1; length < 16; length += 1) starts[length] = starts[length - 1] + counts[length - 1];
    lengths.forEach((length, symbol) => {
      if (!length) return;
      symbols[starts[length]] = symbol;
      starts[length] += 1;
    });
    return {counts, symbols};
  }

  function read({counts, symbols}) {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length += 1) {
      code |= bits(1);
      if (code - first < counts[length]) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new Error("damaged data");
  }

  function ranges(start, extras) {
    let base = start;
    return extras.map((extra) => {
      const row = [base, extra];
      base += 1 << extra;
      return row;
    });
  }

  const lengths = ranges(3, Array.from({length: 29}, (_, each) => Math.max(0, (each >> 2) - 1)));
  const distances = ranges(1, Array.from({length: 30}, (_, each) => Math.max(0, (each >> 1) - 1)));
  lengths[28] = [258, 0];

  function readTrees() {
    const literals = bits(5) + 257, far = bits(5) + 1, known = bits(4) + 4, order = Array(19).fill(0), found = [];
    for (let each = 0; each < known; each += 1) {
      order[[16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15][each]] = bits(3);
    }
    const codes = tree(order);
    while (found.length < literals + far) {
      const symbol = read(codes);
      if (symbol < 16) { found.push(symbol); continue; }
      const last = symbol === 16 ? found[found.length - 1] : 0;
      let times = symbol === 16 ? 3 + bits(2) : symbol === 17 ? 3 + bits(3) : 11 + bits(7);
      while (times > 0) { found.push(last); times -= 1; }
    }
    return [tree(found.slice(0, literals)), tree(found.slice(literals))];
  }

  function readBlock(literals, far) {
    for (let symbol = read(literals); symbol !== 256; symbol = read(literals)) {
      if (symbol < 256) { out.push(symbol); continue; }
      const [least, extra] = lengths[symbol - 257], size = least + bits(extra);
      const [near, more] = distances[read(far)], back = near + bits(more);
      for (let each = 0; each < size; each += 1) out.push(out[out.length - back]);
    }
  }

  function copyBlock() {
    held = count = 0;
    const size = packed[position] | (packed[position + 1] << 8), start = position + 4;
    position = start + size;
    for (let each = start; each < position; each += 1) out.push(packed[each]);
  }

  const fixed = Array.from({length: 288}, (_, each) => each < 144 ? 8 : each < 256 ? 9 : each < 280 ? 7 : 8);
  for (let isLast = false; !isLast;) {
    isLast = bits(1) === 1;
    const kind = bits(2);
    if (kind === 0) copyBlock();
    else if (kind === 1) readBlock(tree(fixed), tree(Array(30).fill(5)));
    else readBlock(...readTrees());
  }
  return Uint8Array.from(out);
}

/* A text that was packed and written in letters, digits, - and _. */
function unpack(letters) {
  const bytes = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  return new TextDecoder().decode(inflate(Uint8Array.from(bytes, (each) => each.charCodeAt(0))));
}
