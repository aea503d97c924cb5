/* Runs each script where the page has its place, as if it were written there. A browser reports new elements
   before it goes on behind a script element, so that nothing is painted in between. */
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
