# Spectral's own rules for OpenAPI, over the committed document. Warnings fail.
set -euo pipefail
echo '{"extends": ["spectral:oas"]}' >"$WORK/spectral.json"
spectral() { "$CLIENTS/node_modules/.bin/spectral" lint --quiet --fail-severity=warn --ruleset "$WORK/spectral.json" "$1"; }
spectral "$ROOT/api/openapi.json"

# The same rules fire on a document without contact and operation ids.
node -e '
  const d = JSON.parse(require("node:fs").readFileSync(process.argv[1]));
  delete d.info.contact;
  for (const path of Object.values(d.paths)) for (const o of Object.values(path)) delete o.operationId;
  require("node:fs").writeFileSync(process.argv[2], JSON.stringify(d));' "$ROOT/api/openapi.json" "$WORK/bad.json"
if spectral "$WORK/bad.json" >/dev/null; then
  echo "a bad document was accepted"
  exit 1
fi
echo "no findings"
