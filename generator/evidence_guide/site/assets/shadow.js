/* Zensical writes the style of its search into the page, which the policy blocks; as a style sheet that a script made it is allowed. */
(() => {
  "use strict";
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    root.appendChild = (part) => {
      if (part.localName !== "style") return Node.prototype.appendChild.call(root, part);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(part.textContent);
      root.adoptedStyleSheets.push(sheet);
      return part;
    };
    return root;
  };
})();
