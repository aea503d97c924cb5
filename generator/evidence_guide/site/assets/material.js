/* What the script of Material for MkDocs lacks. It is loaded before that script. */

/* Of the two halves of the switch between light and dark the keyboard reaches the one that is seen, and the space bar moves it. */
document.addEventListener("keydown", event => {
  for (const half of document.querySelectorAll(".md-option")) half.checked = !half.nextElementSibling.hidden
  if (event.key !== " " || !event.target.matches(".md-option")) return
  event.preventDefault()
  event.target.nextElementSibling.click()
})

/* The theme opens every fold for print; those that a reader has left closed are marked before, and the style sheet keeps them off the paper.
   So do sources that only such folds cite; the others keep their numbers. */
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([open])")) fold.classList.add("eg-closed")
  const printed = [...document.querySelectorAll(".eg-cite a")].filter(link => !link.closest(".eg-closed"))
  const cited = new Set(printed.flatMap(link => [link.hash.slice(5), ...(link.dataset.numbers ?? "").split(" ")]))
  for (const source of document.querySelectorAll(".eg-refs > li[id^=ref-]")) {
    source.value = source.id.slice(4)
    source.hidden = !cited.has(source.id.slice(4))
  }
})
addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll(".eg-closed")) fold.classList.remove("eg-closed")
  for (const source of document.querySelectorAll(".eg-refs > li[hidden]")) source.hidden = false
})

/* The search takes its index and starts its worker on every page that is opened. On the web it waits here until the reader turns to it.
   The worker is ours and not the theme's; in a folder, where browsers refuse workers, it runs in a hidden frame.
   Zensical has no such box, and a search of its own. */
if (document.querySelector(".md-search__input")) {
  const folder = location.protocol === "file:"
  const settings = document.getElementById("__config")
  settings.textContent = settings.textContent.replace(/javascripts\/workers\/search[^"]*/, "search.js")
  const wanted = new Promise(resolve => {
    const turn = event => event.target.closest?.(".md-search, [for=__search]") && resolve()
    for (const kind of ["focusin", "pointerdown"]) document.addEventListener(kind, turn)
    if (folder || new URLSearchParams(location.search).has("q")) resolve()
  })
  const { open, send } = XMLHttpRequest.prototype
  const response = Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, "response").get
  const inScript = request => response.call(request)?.slice("var __index = ".length)
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.waits = /\/search_index\.json$/.test(address)
    if (!this.waits || !window.IFrameWorker) return open.call(this, method, address, ...rest)
    Object.defineProperty(this, "response", { get: () => inScript(this) }) // the site for a folder has its index only as a script
    return open.call(this, method, `${address}`.replace(/json$/, "js"), ...rest)
  }
  XMLHttpRequest.prototype.send = function (...body) {
    this.waits ? wanted.then(() => send.apply(this, body)) : send.apply(this, body)
  }
  /* Whether the worker answers what was asked before the reader began to type: that nothing was found. */
  const early = ({ type, asked }) => type === 3 && !asked && document.querySelector(".md-search__input").value
  const Started = Worker
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      this.started = wanted.then(() => {
        const worker = folder ? new IFrameWorker(address) : new Started(address)
        worker.addEventListener("message", ({ data }) => early(data) || this.dispatchEvent(new MessageEvent("message", { data })))
        return worker
      })
    }
    postMessage(message) {
      this.started.then(worker => worker.postMessage(message))
    }
  }
}

/* The theme asks for the map of every address that a page names as its like, on the feed's and other hosts too; behind a space it does not know them. */
for (const link of document.querySelectorAll("link[rel=alternate]")) link.rel += " ";
