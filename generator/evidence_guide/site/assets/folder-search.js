/* Runs Material's search in pages opened from a folder, where browsers refuse workers: in a hidden frame.
   Its script is loaded as a file, because the pages' policy blocks one that is written into the frame.
   The search recognises such a frame by the name IFrameWorker. */
window.IFrameWorker = class extends EventTarget {
  constructor(address) {
    super()
    const frame = document.createElement("iframe")
    frame.hidden = true
    document.body.append(frame)
    this.inside = frame.contentWindow
    const receive = data => this.dispatchEvent(new MessageEvent("message", { data }))
    this.inside.postMessage = data => queueMicrotask(() => receive(data))
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
