// ECMAScript over rows of the table of constructs: lines "HEX HEX" (pattern, probe) in, lines "Y", "n" or "E" out.
// usage: node engine.js FLAGS
const flags = process.argv[2];
const text = (hex) => Buffer.from(hex, "hex").toString();
for (const line of require("fs").readFileSync(0, "latin1").split("\n").slice(0, -1)) {
  const [pattern, probe] = line.split(" ").map(text);
  let answer = "E";
  try {
    answer = new RegExp(pattern, flags).test(probe) ? "Y" : "n";
  } catch (e) {
    if (!(e instanceof SyntaxError)) throw e;
  }
  console.log(answer);
}
