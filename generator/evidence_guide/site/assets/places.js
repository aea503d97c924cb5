/* Runs each script at its placeholder, as if it were written there: browsers report new elements
   before they go on behind a script element, so nothing is painted in between. */
const runInPlace = parts => {
  const scripts = document.getElementsByTagName("script")
  const run = () => {
    for (const script of scripts) {
      const part = parts[script.dataset.part]
      delete script.dataset.part
      try {
        part?.call(window)
      } catch (error) {
        reportError(error) // the other parts run all the same
      }
    }
  }
  const seen = new MutationObserver(run)
  seen.observe(document, { childList: true, subtree: true })
  document.addEventListener("DOMContentLoaded", () => {
    run()
    seen.disconnect()
  })
  run()
}
