// ajv over every record of a folder, all errors: what a user would write in a few lines.
// usage: node ajv.js SCHEMA FOLDER
const fs = require("fs"), path = require("path");
const Ajv = require("ajv/dist/2020").default, formats = require("ajv-formats").default;
const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(process.argv[2])));
let bad = 0;
function walk(folder) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
        const name = path.join(folder, entry.name);
        if (entry.isDirectory()) walk(name);
        else if (name.endsWith(".json") && !validate(JSON.parse(fs.readFileSync(name)))) bad++;
    }
}
walk(process.argv[3]);
console.log(bad, "invalid");
