// Addresses are relative to the page, so that it works behind any prefix.
SwaggerUIBundle({
  dom_id: "#api",
  url: "openapi.json",
  deepLinking: true,
  docExpansion: "list",
  filter: true,
  validatorUrl: null, // the default asks another host
});
