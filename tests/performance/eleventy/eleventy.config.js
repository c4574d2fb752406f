// Eleventy makes the pages of straight_line.py, of the same content: CONTENT=… npx eleventy --output=…

export default function (eleventy) {
  eleventy.setUseGitIgnore(false);
  return { dir: { input: "pages" } };
}
