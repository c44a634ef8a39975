// What axe-core finds on a page, as JSON: `node axe.js PAGE.html`. Without a browser, so nothing of colours and sizes.
const { readFileSync } = require("node:fs");
const { JSDOM, VirtualConsole } = require("jsdom");
const axe = require("axe-core");

const options = { runScripts: "outside-only", pretendToBeVisual: true, virtualConsole: new VirtualConsole() };
const { window } = new JSDOM(readFileSync(process.argv[2], "utf8"), options);
window.eval(axe.source);
window.axe.run(window.document, { rules: { "color-contrast": { enabled: false } } }).then((found) => {
  console.log(JSON.stringify(found.violations.map(({ id, help, nodes }) => ({ id, help, html: nodes[0].html }))));
});
