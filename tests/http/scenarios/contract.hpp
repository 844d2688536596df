#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "support/http_client/http_client.hpp"

namespace kiosk::http {

/// The OpenAPI document as a judge over requests and replies. It knows the part of JSON Schema that the document uses,
/// and takes every object with `properties` as closed: a member that is not declared is a fault.
class Contract {
 public:
  explicit Contract(const std::string& document);

  /// What is wrong with the reply, a line each; nothing for paths that the document does not have.
  std::vector<std::string> faults_of_reply(const std::string& method, const std::string& target,
                                           const test::HttpReply& reply) const;

  /// `GET /api/v1/exams` for every operation of the document.
  std::vector<std::string> operations() const;

 private:
  const boost::json::object* operation(const std::string& method, const std::string& target) const;
  const boost::json::value& resolved(const boost::json::value& value) const;
  void check(const boost::json::value& schema, const boost::json::value& value, const std::string& place,
             std::vector<std::string>& faults) const;
  void check_object(const boost::json::object& schema, const boost::json::object& value, const std::string& place,
                    std::vector<std::string>& faults) const;
  void check_text(const boost::json::object& schema, const std::string& text, const std::string& place,
                  std::vector<std::string>& faults) const;

  boost::json::value document_;
};

}  // namespace kiosk::http
