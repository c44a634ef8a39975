// The engines of npm. A line on standard input asks for one rendering, and is answered by its milliseconds; a line
// "save PATH" writes the last document there. Arguments: the engine, and the folder with its template and the data.
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";

const [engine, folder] = process.argv.slice(2);
const file = path.join(folder, `${engine}.docx`);
const template = fs.readFileSync(file);
const data = JSON.parse(fs.readFileSync(path.join(folder, "plain.json"), "utf8"));

const ENGINES = {
  async docxtemplater() {
    const { default: PizZip } = await import("pizzip");
    const { default: Docxtemplater } = await import("docxtemplater");
    return () => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.toBuffer({ compression: "DEFLATE" });
    };
  },
  async "easy-template-x"() {
    const { TemplateHandler } = await import("easy-template-x");
    const handler = new TemplateHandler();
    return () => handler.process(template, data);
  },
  async "docx-templates"() {
    const { createReport } = await import("docx-templates");
    return () => createReport({ template, data, noSandbox: true, cmdDelimiter: "+++", maximumWalkingDepth: 1e9 });
  },
  async carbone() {
    const { default: carbone } = await import("carbone");
    return () =>
      new Promise((resolve, reject) =>
        carbone.render(file, data, (error, result) => (error ? reject(error) : resolve(result))),
      );
  },
};

const render = await ENGINES[engine]();
let last;
for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.startsWith("save ")) {
    fs.writeFileSync(line.slice(5), Buffer.from(last));
    console.log("saved");
    continue;
  }
  const begin = process.hrtime.bigint();
  last = await render();
  console.log(Number(process.hrtime.bigint() - begin) / 1e6);
}
process.exit(0);
