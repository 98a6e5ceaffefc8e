package redress.mesh.rest;

import java.util.Map;

/// What goes back over HTTP.
///
/// @param status HTTP status
/// @param headers headers, the content type included
/// @param body body as JSON text
record HttpAnswer(int status, Map<String, String> headers, String body) {}
