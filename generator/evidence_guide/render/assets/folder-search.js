/* Material's search runs in a worker, which browsers refuse to pages opened from a folder. There it runs in a hidden
   frame instead, into which nothing is written: its script is loaded as a file, as the pages' policy wants it.
   The search looks for its other scripts where it finds this name. */
window.IFrameWorker = class extends EventTarget {
  constructor(address) {
    super()
    const frame = document.createElement("iframe")
    frame.hidden = true
    document.body.append(frame)
    this.inside = frame.contentWindow
    this.inside.postMessage = data => queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data })))
    this.inside.importScripts = async (...addresses) => {
      for (const each of addresses) await this.load(each)
    }
    this.loaded = this.load(address)
  }

  load(address) {
    return new Promise((loaded, failed) => {
      const script = this.inside.document.createElement("script")
      script.onload = loaded
      script.onerror = failed
      script.src = address
      this.inside.document.body.append(script)
    })
  }

  postMessage(message) {
    const data = structuredClone(message)
    this.loaded.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })))
  }
}
if (location.protocol === "file:") window.Worker = window.IFrameWorker
